"""How much posts have open, as far as a viewer may count it."""

from collections.abc import Collection

from django.db.models import Count

from sanling.domain.matters.access import GUARDED, visible_matters
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
