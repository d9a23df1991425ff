"""The predicate of access once more, judged in memory: which of many posts may open which of many rows.

`access.visible_to` asks the database for the rows of one viewer. Whoever tells many posts of many rows asks here: two
statements read all the viewers, and none is needed a row. A property test holds the two to the same answers.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet

from sanling.domain.people.access import Viewer, viewer_among
from sanling.domain.people.models import Jurisdiction, Post, SectorLine, Substitution
from sanling.domain.people.reach import Reach
from sanling.foundation import clock
from sanling.foundation.database.lookups import AnyOf
from sanling.foundation.database.prepared import Prepared


@dataclass(frozen=True)
class Standpoint:
    """Where a row stands on the axes of access: the values of what `Guarded` names for its room."""

    room: str
    family: str
    kind: str
    division: str
    lines: frozenset[str]
    units: frozenset[int]
    posts: frozenset[int]
    confidentiality: int
    concealed_from: frozenset[int]


def viewers_of(posts: Collection[int]) -> dict[int, Viewer]:
    """Return the viewers of posts as `viewer_for` does, by the posts' keys, without those not at work now."""
    now, asked = clock.now(), sorted(set(posts))
    if not asked:
        return {}
    leaves: dict[int, set[int]] = defaultdict(set)
    for substitute, away in _leaves(posts=asked, now=now):
        leaves[substitute].add(away)
    absent = {post for posts in leaves.values() for post in posts}
    found = {post.pk: post for post in _held_with(posts=[*asked, *absent])}
    of_user: dict[int, list[Post]] = defaultdict(list)
    for post in found.values():
        of_user[post.user_id].append(post)
    viewers = {}
    for pk in asked:
        if pk in found:
            own = of_user[found[pk].user_id]
            under_way = [(post.pk, away) for post in own for away in sorted(leaves[post.pk])]
            near = {post.pk: post for post in own} | {away: found[away] for _by, away in under_way}
            viewers[pk] = viewer_among([near[key] for key in sorted(near)], pk, now, leaves=under_way)
    return {pk: viewer for pk, viewer in viewers.items() if viewer is not None}


@Prepared
def _leaves(posts: Sequence[int], now: datetime) -> QuerySet[Substitution, tuple[int, int]]:
    """Return the leaves under way in which somebody stands in who holds one of some posts."""
    users = Post.objects.filter(AnyOf(F("pk"), posts)).values("user")
    under_way = Substitution.objects.filter(substitute__user__in=users, begins_at__lte=now, ends_at__gt=now)
    return under_way.values_list("substitute", "post")


@Prepared
def _held_with(posts: Sequence[int]) -> QuerySet[Any]:
    """Return posts and all others of the same persons, with their reach."""
    divisions = Jurisdiction.objects.filter(post=OuterRef("pk")).values("division_id")
    lines = SectorLine.objects.filter(post=OuterRef("pk")).values("line")
    users = Post.objects.filter(AnyOf(F("pk"), posts)).values("user")
    return (
        Post.objects.filter(user__in=users)
        .select_related("unit", "user")
        .annotate(paths=ArraySubquery(divisions), narrowed=ArraySubquery(lines))
    )


def acted_as(viewers: Iterable[Viewer]) -> set[int]:
    """Return the posts by whose charges viewers see: their own, and those that they stand in for."""
    return {post for viewer in viewers for post in viewer.post_ids}


def sees(viewer: Viewer, row: Standpoint) -> bool:
    """Tell whether a viewer may open a row, as `visible_to` filters for it."""
    if not viewer.partial_units.isdisjoint(row.concealed_from):
        return False
    return any(_reaches(reach, row) for reach in viewer.reaches)


def _reaches(reach: Reach, row: Standpoint) -> bool:
    rights = reach.role.rights(row.room, row.family, row.kind)
    if rights.clearance < row.confidentiality:
        return False
    own, takes_part = reach.post_id in row.posts, reach.unit_id in row.units
    there = reach.covers(row.division)
    match rights.scope:
        case "jurisdiction" if reach.unit_lines:
            whole = (there and not row.lines.isdisjoint(reach.unit_lines)) or takes_part
        case "jurisdiction":
            whole = there
        case "unit":
            whole = takes_part
        case "own":
            return own
        case _:
            return False
    if not reach.narrowed:
        return whole
    in_part = reach.lines == reach.unit_lines or not row.lines.isdisjoint(reach.lines)
    return (whole and there and in_part) or own
