"""What stands where: layers of the map, each a room's own rows with a point, by what the room says in `map_layers`.

A room says them in the `LAYERS` of its `map_layers` module. Whatever the map shows of a layer, a cluster, a count, a
point, a list, starts at its ``rows``, which are those that a viewer sees.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django_stubs_ext import StrPromise

from sanling.domain.people.access import Viewer, sees_some
from sanling.domain.people.guarded import Guarded
from sanling.foundation.installed import modules


@dataclass(frozen=True)
class Layer:
    """Rows of a room that have a point, in its city's datum, as they are now.

    ``rows`` are those that a viewer sees, with or without a point, ``title`` says in a line what one is, and ``ledger``
    is the code of the ledger that lists them. Their index is over `territory.cells.Cell` of the columns of the point.
    """

    code: str
    name: StrPromise
    guarded: Guarded
    rows: Callable[[Viewer], QuerySet[Any]]
    title: Callable[[Any], str]
    ledger: str
    lon: str = "lon"
    lat: str = "lat"

    def of_kind(self, kind: str) -> Q:
        """Return the condition that rows are of a kind; without one, or in a room without kinds, all are."""
        return Q(**{self.guarded.kind: kind}) if kind and self.guarded.kind else Q()

    def at(self, place: str) -> Q:
        """Return the condition that rows lie in a place: by the columns of its levels, by which they are found, too."""
        above = {name: place[:level] for level, name in self.guarded.levels.items() if level <= len(place)}
        below = {} if len(place) in self.guarded.levels else {self.guarded.below: place}
        return Q(**above, **below)


@cache
def layers() -> Mapping[str, Layer]:
    """Return the layers of the installed rooms by code."""
    return {layer.code: layer for module in modules("map_layers") for layer in getattr(module, "LAYERS", ())}


def layers_for(viewer: Viewer) -> Mapping[str, Layer]:
    """Return the layers of rooms of which a viewer sees something."""
    return {code: layer for code, layer in layers().items() if sees_some(viewer, layer.guarded.room)}
