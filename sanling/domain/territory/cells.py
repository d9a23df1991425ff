"""Points in cells of the earth: one sorted number a point, in which each cell of any size is a range.

The number interleaves the bits of longitude and latitude (G. M. Morton, 1966), 31 of each, so that what lies near
mostly has near numbers, and a cell four times as large is the number shifted by two bits. It is calculated by the
database (``territory_cell``), of the columns as they are, and kept in indexes alone: no writer can forget it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import BigIntegerField, BooleanField, Func, Q, Value

BITS = 31
# So many cells, of a size that suits it, cover a box.
MOST_CELLS = 24
# Degrees across, from which on a box holds much of a city.
WIDE = 0.2


@dataclass(frozen=True)
class Box:
    """A piece of the map between two longitudes and two latitudes, both included (degrees)."""

    west: float
    south: float
    east: float
    north: float


# Corners of an area that somebody drew, longitude first (degrees).
Ring = tuple[tuple[float, float], ...]


def box_of(ring: Ring) -> Box:
    """Return the box around an area."""
    lons, lats = zip(*ring, strict=True)
    return Box(min(lons), min(lats), max(lons), max(lats))


class InRing(Func):
    """Whether a point, of the columns of its longitude and latitude, lies in an area that somebody drew."""

    template = "(%(expressions)s)"

    def __init__(self, ring: Ring, lon: str, lat: str) -> None:
        """Name the area and the columns."""
        written = ",".join(f"({x!r},{y!r})" for x, y in ring)
        area = Func(Value(f"({written})"), template="(%(expressions)s)::polygon")
        super().__init__(
            area, Func(lon, lat, function="point"), arg_joiner=" @> ", output_field=BooleanField()
        )


class Cell(Func):
    """The number of a point, of the columns of its longitude and latitude; NULL of none."""

    function = "territory_cell"

    def __init__(self, *columns: str) -> None:
        """Name the columns."""
        super().__init__(*columns, output_field=BigIntegerField())


class Step(Func):
    """The column or row of the cell, ``shift`` levels above the finest, that holds a point: by plain arithmetic.

    Both together are the cell; they cost a tenth of its number where a million points are read.
    """

    template = "floor((%(expressions)s + 180) / 360 * %(cells)s)::int"

    def __init__(self, column: str, *, shift: int) -> None:
        """Name the column of the longitude or latitude, and how many levels it is above the finest."""
        super().__init__(column, output_field=BigIntegerField(), cells=f"{1 << (BITS - shift)}::float8")


def _steps(degrees: float) -> int:
    return min(max(int((degrees + 180) / 360 * (1 << BITS)), 0), (1 << BITS) - 1)


def _interleaved(x: int, y: int) -> int:
    return sum((x >> bit & 1) << 2 * bit | (y >> bit & 1) << (2 * bit + 1) for bit in range(BITS))


def cell_of(lon: float, lat: float) -> int:
    """Return the number of a point, as the database calculates it."""
    return _interleaved(_steps(lon), _steps(lat))


def ranges_of(box: Box) -> Sequence[tuple[int, int]]:
    """Return ranges of numbers, first and last, in which all points of a box are, with some around it."""
    west, east, south, north = map(_steps, (box.west, box.east, box.south, box.north))
    shift = 0
    while ((east >> shift) - (west >> shift) + 1) * ((north >> shift) - (south >> shift) + 1) > MOST_CELLS:
        shift += 1
    cells = sorted(
        _interleaved(x, y)
        for x in range(west >> shift, (east >> shift) + 1)
        for y in range(south >> shift, (north >> shift) + 1)
    )
    found: list[tuple[int, int]] = []
    for cell in cells:
        first, last = cell << 2 * shift, (cell + 1 << 2 * shift) - 1
        if found and found[-1][1] + 1 == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def in_box(box: Box, lon: str = "lon", lat: str = "lat") -> Q:
    """Return the condition that rows annotated with their ``cell`` lie in a box: by the index, then exactly.

    Where its ranges leave little out, one range is read instead: an index is read fastest in one go. Of a wide box the
    index would leave out too little to be worth its numbers.
    """
    exactly = {f"{lon}__range": (box.west, box.east), f"{lat}__range": (box.south, box.north)}
    if box.east - box.west > WIDE:
        return Q(**exactly)
    ranges = ranges_of(box)
    first, last = ranges[0][0], ranges[-1][1]
    if sum(end - begin for begin, end in ranges) * 2 > last - first:
        ranges = [(first, last)]
    near = Q()
    for begin, end in ranges:
        near |= Q(cell__range=(begin, end))
    return near & Q(**exactly)
