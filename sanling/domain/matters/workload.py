"""How much posts have open, and what is late at which unit, as far as a viewer may count it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from sanling.domain.matters.access import GUARDED, visible_matters
from sanling.domain.matters.recent import late_in
from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.reach import Reach


def open_with(viewer: Viewer, posts: Collection[Post]) -> dict[int, int]:
    """Count the open matters that posts are charged with, by the posts' keys, with one query; expects their units.

    Posts of units whose matters the viewer doesn't see as a whole are left out: a part would be taken for all. What
    the viewer may not see, such as more confidential matters, is in no count.
    """
    told = [post for post in posts if any(_sees_all(reach, post.unit) for reach in viewer.reaches)]
    if not told:
        return {}
    charged = visible_matters(viewer).filter(open=True, assignee__in=told).order_by()
    counted = dict(charged.values_list("assignee").annotate(Count("pk")))
    return {post.pk: counted.get(post.pk, 0) for post in told}


def _sees_all(reach: Reach, unit: Unit) -> bool:
    scope = reach.role.rights(GUARDED.room).scope
    if scope == "jurisdiction" and not reach.lines and reach.covers(unit.division_id):
        return True
    return scope in {"unit", "jurisdiction"} and unit.pk == reach.unit_id and not reach.narrowed


@dataclass(frozen=True)
class LateWith:
    """How many matters are late at a unit, and since when the longest of them."""

    unit: Unit
    count: int
    since: datetime


def late_with(viewer: Viewer, place: str, now: datetime, most: int) -> tuple[int, Sequence[LateWith]]:
    """Return how many visible matters of a place that residents brought are late, and the units with most of them."""
    counted = (
        late_in(viewer, place, now).order_by().values("unit").annotate(n=Count("pk"), since=Min("due_at"))
    )
    found = sorted(counted, key=lambda row: (-row["n"], row["since"], row["unit"]))
    units = Unit.objects.select_related("division").in_bulk([row["unit"] for row in found[:most]])
    told = [LateWith(units[row["unit"]], row["n"], row["since"]) for row in found[:most]]
    return sum(row["n"] for row in found), told
