"""Who may see what: jurisdiction, unit, role and confidentiality meet in one predicate, and fields in one rule.

A room declares how its rows map to these axes (`Guarded`) and gets back a filter; nothing else filters by hand. What a
role may see by them can differ by room, family and kind (`roles.RoleRules`).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet

from sanling.domain.people.guarded import Guarded
from sanling.domain.people.models import Jurisdiction, Post, SectorLine, Substitution
from sanling.domain.people.reach import Reach, reach_of
from sanling.domain.people.rights import Rights
from sanling.domain.people.routes import NOTHING, routes_of
from sanling.domain.people.rules import Duty, FieldAccess, field_access, mixes
from sanling.foundation import clock
from sanling.foundation.database.prepared import Prepared


@dataclass(frozen=True)
class Viewer:
    """A post at work, with those on leave that it stands in for; the actor of every act of the staff."""

    post_id: int
    user_id: int
    city: str
    name: str
    unit_name: str
    own: Reach
    substituted: tuple[Reach, ...] = ()
    # Where the same person holds other posts, once held some, or stands in by another of them: one works as one post at
    # a time, but stays the same.
    other_units: frozenset[int] = frozenset()
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

    @property
    def answers_for_city(self) -> bool:
        """Tell whether the own post has the whole city to answer for, without those that it stands in for."""
        return self.own.covers(self.city)

    def limited_to(self, posts: Collection[int]) -> "Viewer":
        """Return the same person, as impartial as before, standing in for none but these posts."""
        kept = tuple(reach for reach in self.substituted if reach.post_id in posts)
        return replace(self, substituted=kept, other_units=self.partial_units)

    @property
    def partial_units(self) -> frozenset[int]:
        """Units about which this viewer is not impartial: those acted for, and the person's own, former ones too."""
        return self.unit_ids | self.other_units


def viewer_for(post: Post) -> Viewer | None:
    """Return the viewer of a post, or ``None`` when the post or its user is not active now. One query.

    Whatever was arranged, no duty that is kept apart meets another here: somebody who holds posts of two has none,
    and a post of another duty is not stood in for.
    """
    now = clock.now()
    if not is_in_office(post, now):
        return None
    around = _around(user=post.user_id, now=now)
    leaves = [(substitute, absent.pk) for absent in around for substitute in absent.stood_in_by]
    return viewer_among(around, post.pk, now, leaves=leaves)


def viewer_among(
    around: Collection[Any], post_id: int, now: datetime, *, leaves: Collection[tuple[int, int]]
) -> Viewer | None:
    """Return the viewer of a post; ``around`` has the posts of the same person and those that they stand in for.

    ``leaves`` are those under way: one of the person's posts, and the post that it stands in for.
    """
    held_now = {post.pk: post for post in around if is_in_office(post, now)}
    own = held_now.get(post_id)
    if own is None:
        return None
    reaches = {pk: reach_of(post) for pk, post in held_now.items()}
    mine = reaches[post_id]
    own_posts = [post for post in around if post.user_id == own.user_id]
    held = [post for post in own_posts if post.pk in held_now]
    if mixes(reaches[post.pk].role.duty for post in held):
        return None
    under_way = [(by, reaches[pk]) for by, pk in leaves if by in held_now and pk in held_now]
    away = [(by, reach) for by, reach in under_way if not mixes((reach.role.duty, mine.role.duty))]
    return Viewer(
        post_id=post_id,
        user_id=own.user_id,
        city=own.unit.city,
        name=own.name,
        unit_name=own.unit.label,
        own=mine,
        substituted=tuple(reach for by, reach in away if by == post_id),
        other_units=frozenset(post.unit_id for post in own_posts if has_begun(post, now))
        | {reach.unit_id for _by, reach in away},
    )


@Prepared
def _around(user: int, now: datetime) -> QuerySet[Any]:
    """Return the posts of a person and those absent for which one of them stands in, with their reach."""
    leaves = Substitution.objects.filter(substitute__user=user, begins_at__lte=now, ends_at__gt=now)
    by = leaves.filter(post=OuterRef("pk")).order_by("pk").values("substitute")
    divisions = Jurisdiction.objects.filter(post=OuterRef("pk")).values("division_id")
    lines = SectorLine.objects.filter(post=OuterRef("pk")).values("line")
    # A union, because an OR over a subquery would read every post of the city, with each request.
    near = Post.objects.filter(user=user).values("pk").union(leaves.values("post"))
    return (
        Post.objects.filter(pk__in=near)
        .select_related("unit", "user")
        .annotate(
            stood_in_by=ArraySubquery(by), paths=ArraySubquery(divisions), narrowed=ArraySubquery(lines)
        )
        .order_by("pk")
    )


def has_begun(post: Post, now: datetime) -> bool:
    """Tell whether a post is or once was held: it has begun, and waits for no confirmation."""
    return post.begins_at <= now and not post.waiting


def is_in_office(post: Post, now: datetime) -> bool:
    """Tell whether a post has begun, waits for no confirmation, has not ended, and its user is active."""
    return has_begun(post, now) and (post.ends_at is None or post.ends_at > now) and post.user.is_active


def sees_some(viewer: Viewer, room: str) -> bool:
    """Tell whether a viewer may see rows of a room at all, of whichever kind."""
    return any(rights.sees for reach in viewer.reaches for rights in reach.role.somewhere(room))


def visible_to(
    viewer: Viewer | None,
    guarded: Guarded,
    *,
    by: Reach | None = None,
    unmasked: bool = False,
    few: bool = False,
) -> Q:
    """Return the filter for the rows that a viewer may see, or sees ``by`` one reach alone; nobody sees nothing.

    With ``unmasked`` they are those of which it may read who somebody is in full. It says the same with ``few``, for
    whoever asks it of few rows that are known otherwise: by a key, a number, a person.
    """
    if viewer is None:
        return NOTHING
    seen = NOTHING
    for reach in viewer.reaches if by is None else (by,):
        routes = routes_of(reach, guarded, unmasked=unmasked)
        if few:
            ways = [way for route in routes for way in route]
            seen |= guarded.any_of_few(ways) if ways else NOTHING
        elif len(routes) == 1:
            # What is cleared is asked once of all that the ways of the one route lead to.
            seen |= guarded.any_of(routes[0].ways) & routes[0].cleared
        elif routes:
            seen |= guarded.any_of([way for route in routes for way in route])
    return _impartial(seen, viewer, guarded)


def ways_to(viewer: Viewer, guarded: Guarded, *, family: str | None = None) -> list[Q]:
    """Return filters that together show what `visible_to` shows, each of which an index can read in order.

    A list that needs only its first rows reads them by each way and never gathers all that is seen. One of a single
    ``family`` says so, for then what differs in others adds nothing to its ways.
    """
    return [
        _impartial(way, viewer, guarded)
        for reach in viewer.reaches
        for route in routes_of(reach, guarded, family=family)
        for way in route
    ]


def _impartial(seen: Q, viewer: Viewer, guarded: Guarded) -> Q:
    """Leave out, whatever shows it, what one of a person's units is complained about in."""
    if guarded.concealed_from:
        for unit_id in sorted(viewer.partial_units):
            seen &= ~guarded.concealed_from(unit_id)
    return seen


def administering(reach: Reach) -> bool:
    """Tell whether a reach is there to administer the system."""
    return reach.role.duty is Duty.ADMINISTRATION


def reach_at(viewer: Viewer, path: str, may: Callable[[Reach], bool]) -> Reach | None:
    """Return the first reach that both may and covers a division: no right of one post counts at another's place."""
    return next((reach for reach in viewer.reaches if may(reach) and reach.covers(path)), None)


def places_where(viewer: Viewer, column: str, may: Callable[[Reach], bool]) -> Q:
    """Return the same as a condition on rows whose division is in a column."""
    inside = NOTHING
    for reach in viewer.reaches:
        for path in reach.paths if may(reach) else ():
            inside |= Q(**{f"{column}__path__startswith": path})
    return inside


def identity_access(
    viewer: Viewer, rights: Iterable[Rights], *, respondent_units: Collection[int], protected: bool
) -> FieldAccess:
    """Return how a viewer may read who brought a matter whose respondents are these units.

    ``rights`` are those of the reaches by which the viewer sees the matter: what one post may read is not read through
    another's sight. A ``protected`` identity is read in full or not at all.
    """
    if not viewer.partial_units.isdisjoint(respondent_units):
        return FieldAccess.HIDDEN
    readings = (right.identity for right in rights)
    best = max(readings, key=lambda reading: reading.rank, default=FieldAccess.HIDDEN)
    return field_access(best, protected=protected)
