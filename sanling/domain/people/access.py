"""Who may see what: jurisdiction, unit, role and confidentiality meet in one predicate, and fields in one rule.

A room declares how its rows map to these axes (`Columns`) and gets back a filter; nothing else filters by hand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from sanling.domain.people.config import RoleRules, role_rules
from sanling.domain.people.models import Jurisdiction, Post, SectorLine
from sanling.domain.people.rules import FieldAccess, field_access
from sanling.domain.territory.rules import Level, level_of
from sanling.foundation import clock

NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Reach:
    """What one post reaches: its unit, role, division paths and, if narrowed, its lines."""

    post_id: int
    unit_id: int
    unit_division: str
    role: RoleRules
    paths: tuple[str, ...]
    lines: tuple[str, ...] = ()

    def covers(self, path: str) -> bool:
        """Tell whether a division lies in this jurisdiction."""
        return any(path.startswith(own) for own in self.paths)


@dataclass(frozen=True)
class Viewer:
    """A post at work, with the posts it substitutes for now; the actor of every act of the staff."""

    post_id: int
    user_id: int
    city: str
    name: str
    unit_name: str
    own: Reach
    substituted: tuple[Reach, ...] = ()
    kind: str = field(default="post", init=False)

    @property
    def key(self) -> str:
        """The actor's key in entries and audit rows."""
        return f"post:{self.post_id}"

    @property
    def reaches(self) -> tuple[Reach, ...]:
        """Its own reach first, then those it stands in for."""
        return (self.own, *self.substituted)

    @property
    def post_ids(self) -> frozenset[int]:
        """Posts whose assignments are this viewer's to do."""
        return frozenset(reach.post_id for reach in self.reaches)

    @property
    def unit_ids(self) -> frozenset[int]:
        """Units for which this viewer acts."""
        return frozenset(reach.unit_id for reach in self.reaches)


@dataclass(frozen=True)
class Columns:
    """How a room's rows map to the axes of access.

    ``levels`` names the generated column of a level; a level without one is matched by prefix on ``division``.
    ``units`` and ``posts`` give the rows in which a unit takes part, or with which a post is charged.
    ``concealed_from`` gives the rows that a unit must not see at all.
    """

    division: str
    levels: Mapping[Level, str]
    units: Callable[[int], Q]
    posts: Callable[[int], Q]
    lines: tuple[str, ...] = ()
    confidentiality: str | None = None
    concealed_from: Callable[[int], Q] | None = None


def viewer_for(post: Post) -> Viewer | None:
    """Return the viewer of a post, or ``None`` when the post or its user is not active now."""
    now = clock.now()
    if not in_office(post, now):
        return None
    absent = Post.objects.filter(
        substitutions__substitute=post, substitutions__begins_at__lte=now, substitutions__ends_at__gt=now
    ).select_related("unit", "user")
    posts = [post, *(other for other in absent if in_office(other, now))]
    paths: dict[int, list[str]] = {}
    for post_id, path in Jurisdiction.objects.filter(post__in=posts).values_list("post_id", "division_id"):
        paths.setdefault(post_id, []).append(path)
    lines: dict[int, list[str]] = {}
    for post_id, line in SectorLine.objects.filter(post__in=posts).values_list("post_id", "line"):
        lines.setdefault(post_id, []).append(line)
    reaches = [_reach(one, paths.get(one.pk, []), lines.get(one.pk, [])) for one in posts]
    return Viewer(
        post_id=post.pk,
        user_id=post.user_id,
        city=post.unit.city,
        name=post.name,
        unit_name=post.unit.name,
        own=reaches[0],
        substituted=tuple(reaches[1:]),
    )


def in_office(post: Post, now: datetime) -> bool:
    """Tell whether a post has begun, has not ended, and its user is active."""
    begun = post.begins_at <= now
    return begun and (post.ends_at is None or post.ends_at > now) and post.user.is_active


def _reach(post: Post, paths: list[str], lines: list[str]) -> Reach:
    return Reach(
        post_id=post.pk,
        unit_id=post.unit_id,
        unit_division=post.unit.division_id,
        role=role_rules(post.unit.city, post.role),
        paths=tuple(sorted(paths)),
        lines=tuple(sorted({*lines, *post.unit.lines})),
    )


def visible_to(viewer: Viewer | None, columns: Columns) -> Q:
    """Return the filter for the rows that a viewer may see; nobody sees nothing."""
    if viewer is None:
        return NOTHING
    seen = NOTHING
    for reach in viewer.reaches:
        seen |= _seen_by(reach, columns)
    if columns.concealed_from:
        # Whatever else would show it: none of the units one acts for may be the one complained about.
        for unit_id in viewer.unit_ids:
            seen &= ~columns.concealed_from(unit_id)
    return seen


def _seen_by(reach: Reach, columns: Columns) -> Q:
    match reach.role.scope:
        case "jurisdiction":
            rows = _in_jurisdiction(reach, columns)
            if reach.lines:
                # A department sees its own lines, and whatever else its unit was called in for.
                rows |= columns.units(reach.unit_id)
        case "unit":
            rows = columns.units(reach.unit_id)
        case "own":
            rows = columns.posts(reach.post_id)
        case _:
            return NOTHING
    if columns.confidentiality:
        rows &= Q(**{f"{columns.confidentiality}__lte": reach.role.clearance})
    return rows


def _in_jurisdiction(reach: Reach, columns: Columns) -> Q:
    rows = NOTHING
    for path in reach.paths:
        column = columns.levels.get(level_of(path))
        rows |= Q(**{column: path}) if column else Q(**{f"{columns.division}__path__startswith": path})
    if reach.lines and columns.lines:
        narrowed = NOTHING
        for column in columns.lines:
            narrowed |= Q(**{f"{column}__in": reach.lines})
        rows &= narrowed
    return rows


def identity_access(
    viewer: Viewer | None, *, respondent_units: frozenset[int], informant: bool
) -> FieldAccess:
    """Return how a viewer may read who applied (or informed) in a matter whose respondents are these units."""
    if viewer is None or respondent_units & viewer.unit_ids:
        return FieldAccess.HIDDEN
    best = max((FieldAccess(reach.role.identity) for reach in viewer.reaches), key=lambda one: one.rank)
    return field_access(best, informant=informant)
