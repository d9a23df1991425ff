"""What stands where: rows of a layer in a box of the map, as clusters whose sum is always their count.

A cluster is a cell of the earth, a fixed number of dots wide on the screen, and is where its rows are on average. All
is one statement over an index that is sorted by cells; clusters, legend, table and list are of the same rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Min, Q, QuerySet

from sanling.domain.people.access import Viewer
from sanling.domain.people.layers import Layer
from sanling.domain.territory.cells import BITS, Box, Cell, InRing, Ring, Step, box_of, in_box
from sanling.domain.territory.points import datum_of
from sanling.domain.territory.rules import city_of
from sanling.foundation.datum import Datum, convert

# A map of zoom 0 shows the earth in 512 dots: a cell is 64 wide.
CELLS_ACROSS = 3
MOST_ZOOM = 22
# Rows that stand alone in their cell are told by name, as long as they are so few.
MOST_NAMED = 200


@dataclass(frozen=True)
class Asked:
    """Rows of a layer in a place, of a kind where one is named, and in a box or an area (WGS-84) where one is drawn."""

    layer: Layer
    place: str
    kind: str = ""
    box: Box | None = None
    ring: Ring = ()


@dataclass(frozen=True)
class Cluster:
    """Rows of one cell: where they are on average (WGS-84), how many; of one that is alone, its key."""

    lon: float
    lat: float
    count: int
    key: int | None


def rows_in(viewer: Viewer, asked: Asked) -> QuerySet[Any]:
    """Return the rows with a point that are asked for, as far as a viewer sees them."""
    layer = asked.layer
    has_point = Q(**{f"{layer.lon}__isnull": False})
    rows: QuerySet[Any] = layer.rows(viewer)
    rows = rows.filter(layer.at(asked.place), layer.of_kind(asked.kind), has_point)
    datum = datum_of(city_of(asked.place))
    boxes = [_in_datum(asked.box, datum)] if asked.box else []
    if asked.ring:
        ring = tuple(convert(lon, lat, of=Datum.WGS84, to=datum) for lon, lat in asked.ring)
        rows = rows.filter(InRing(ring, layer.lon, layer.lat))
        boxes.append(box_of(ring))
    for box in boxes:
        rows = rows.annotate(cell=Cell(layer.lon, layer.lat)).filter(in_box(box, layer.lon, layer.lat))
    return rows


def clusters(viewer: Viewer, asked: Asked, zoom: int) -> Sequence[Cluster]:
    """Return the clusters of what is asked for at a zoom of the map; their counts sum up to the rows."""
    layer, datum = asked.layer, datum_of(city_of(asked.place))
    shift = BITS - min(max(zoom, 0), MOST_ZOOM) - CELLS_ACROSS
    steps = {"x_": Step(layer.lon, shift=shift), "y_": Step(layer.lat, shift=shift)}
    cells = rows_in(viewer, asked).order_by().values(**steps)
    counted = cells.annotate(
        n_=Count("pk"), lon_=Avg(layer.lon), lat_=Avg(layer.lat), key_=Min("pk")
    ).values_list("n_", "lon_", "lat_", "key_")
    found = []
    for count, lon, lat, key in counted:
        east, north = convert(lon, lat, of=datum, to=Datum.WGS84)
        found.append(Cluster(round(east, 6), round(north, 6), count, key if count == 1 else None))
    return found


def named(viewer: Viewer, asked: Asked, found: Sequence[Cluster]) -> dict[int, Any]:
    """Return by their keys the rows that stand alone in their clusters, unless they are too many to be named."""
    keys = [cluster.key for cluster in found if cluster.key is not None]
    if not keys or len(keys) > MOST_NAMED:
        return {}
    return {row.pk: row for row in asked.layer.rows(viewer).filter(pk__in=keys)}


def _in_datum(box: Box, datum: Datum) -> Box:
    west, south = convert(box.west, box.south, of=Datum.WGS84, to=datum)
    east, north = convert(box.east, box.north, of=Datum.WGS84, to=datum)
    return Box(west, south, east, north)
