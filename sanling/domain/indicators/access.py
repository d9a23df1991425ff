"""Who sees which sums: those of the rows that one may see."""

from collections.abc import Collection
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Model, Q, QuerySet

from sanling.domain.indicators.measures import Stock
from sanling.domain.indicators.models import Tally
from sanling.domain.people.access import Viewer, visible_to, ways_to
from sanling.domain.people.guarded import Guarded
from sanling.domain.people.reach import Reach
from sanling.domain.people.routes import NOTHING
from sanling.domain.territory.rules import Level


def has_sums(viewer: Viewer, stock: Stock) -> bool:
    """Tell whether what a viewer sees of a stock is told by its sums: whole lines of whole places, no single rows."""
    return all(sees_whole_places(reach, stock.guarded.room) for reach in viewer.reaches)


def sees_whole_places(reach: Reach, room: str) -> bool:
    """Tell whether all that a reach sees of a room is whole places, be it of some lines alone."""
    scopes = {rights.scope for rights in reach.role.somewhere(room) if rights.sees}
    if not scopes:
        return True
    deep = any(len(path) > Level.VILLAGE for path in reach.paths)
    return scopes == {"jurisdiction"} and not reach.narrowed and not deep


def visible_tallies(viewer: Viewer, stock: Stock) -> QuerySet[Tally]:
    """Return the sums of a stock that a viewer may see, for one who `has_sums`."""
    seen = visible_sums(viewer, stock.guarded, Tally, lines=("group", "sector", "type"))
    return Tally.objects.filter(seen, stock=stock.code)


def visible_sums(viewer: Viewer, guarded: Guarded, model: type[Model], **columns: Any) -> Q:
    """Return the sums, of a model with a path as its place, of rows that a viewer may see by whole places alone."""
    of_sums = replace(
        guarded,
        model=model,
        division="place",
        by_path=True,
        levels={},
        units=lambda _unit: NOTHING,
        posts=lambda _post: NOTHING,
        **columns,
    )
    return reduce(or_, ways_to(viewer, of_sums), NOTHING)


def sees_all(viewer: Viewer, stock: Stock, place: str, lines: Collection[str] = ()) -> bool:
    """Tell whether a viewer sees all of a place, of every line or of these: who does may compare its parts."""
    return has_sums(viewer, stock) and any(
        reach.covers(place)
        and not (reach.unit_lines and set(reach.unit_lines).isdisjoint(lines))
        and any(rights.sees for rights in reach.role.somewhere(stock.guarded.room))
        for reach in viewer.reaches
    )


def visible_rows(viewer: Viewer, stock: Stock) -> Q:
    """Return the condition on rows of a stock that a viewer may see them."""
    return visible_to(viewer, stock.guarded)


def deepest(viewer: Viewer) -> int:
    """Return how deep a viewer's places lie: sums of a level above them hold more than it sees."""
    return max((len(path) for reach in viewer.reaches for path in reach.paths), default=Level.CITY)
