"""A piece of the test city with two villages of four grids one above the other, drawn at all levels but the city's."""

from collections.abc import Iterable

import shapely
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.actions.draw import NewOutline, draw
from sanling.domain.territory.lines import Opened
from sanling.domain.territory.mesh import Point, Polygons
from sanling.domain.territory.models import Boundary
from tests.city import (
    BEGAN,
    CITY,
    COUNTY,
    GRIDS,
    SIBLING_VILLAGE,
    SIDE,
    SOUTH,
    TEST,
    TOWNSHIP,
    VILLAGE,
    WEST,
    add_grids,
)

# Where four grids of two villages meet.
MIDDLE = (WEST + SIDE, SOUTH + SIDE)
FIRST, SECOND = f"{VILLAGE}001", f"{VILLAGE}002"
ABOVE = f"{SIBLING_VILLAGE}001"


def square(x: int, y: int) -> BaseGeometry:
    """Return a square of the piece, counted from the south-west; neighbours' corners are equal to the last bit."""
    lons, lats = [WEST + n * SIDE for n in (x, x + 1)], [SOUTH + n * SIDE for n in (y, y + 1)]
    return shapely.box(lons[0], lats[0], lons[1], lats[1])


def draw_piece() -> None:
    """Draw the grids of the second village, the villages, the township and the county."""
    add_grids(SIBLING_VILLAGE, lambda n: square(n, 1))
    rows = {
        village: shapely.union_all([square(n, y) for n in range(GRIDS)])
        for y, village in enumerate((VILLAGE, SIBLING_VILLAGE))
    }
    whole = shapely.coverage_union_all(list(rows.values()))
    outlines = rows | {TOWNSHIP: whole, COUNTY: whole}
    draw(
        actor=TEST,
        city=CITY,
        outlines=[NewOutline(path, outline) for path, outline in outlines.items()],
        source="test",
        demonstration=True,
        valid_from=BEGAN.date(),
    )


def outline(path: str) -> BaseGeometry:
    """Return the outline that a division has now."""
    return shapely.from_wkb(bytes(Boundary.objects.get(division=path, valid_until=None).wkb))


def outlines(paths: Iterable[str]) -> list[BaseGeometry]:
    """Return the outlines that divisions have now."""
    return [outline(path) for path in paths]


def number(here: Opened, point: Point) -> int:
    """Return the number of a point."""
    return list(here.mesh.points).index(point)


def with_point(here: Opened, a: Point, b: Point, nth: int) -> dict[str, Polygons]:
    """Return the parts on whose line from one point to another a new one stands."""
    edge = {number(here, a), number(here, b)}

    def into(ring: tuple[int, ...]) -> tuple[int, ...]:
        pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
        return tuple(point for p, q in pairs for point in ((p, nth) if {p, q} == edge else (p,)))

    return {
        key: tuple(tuple(into(ring) for ring in polygon) for polygon in here.mesh.parts[key])
        for key in here.mesh.edges[frozenset(edge)]
    }
