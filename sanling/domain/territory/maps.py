"""What maps draw: outlines and points as GeoJSON in WGS-84, which every base map of the world knows."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import Any
from uuid import UUID

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.locate import BORDER, CITIES_KEPT
from sanling.domain.territory.models import Boundary
from sanling.domain.territory.points import datum_of, map_point
from sanling.domain.territory.queries import edition_of
from sanling.domain.territory.rules import Level, ancestors_of, city_of

MOST_OUTLINES = 5_000
# What a map gets at once: a quarter of a megabyte, some 50 KB of it compressed.
MOST_POINTS = 11_000
# How coarse an outline may be, finest first: tolerance in degrees (a degree of latitude is 111 km), and decimals.
COARSE = ((0.0, 5), (0.0001, 5), (0.0003, 4), (0.001, 4), (0.002, 4), (0.003, 4), (0.01, 3))


def is_drawn(city: str) -> bool:
    """Tell whether anything of a city has an outline: a map of nothing isn't shown."""
    return _is_drawn(city, edition_of(city))


@lru_cache(maxsize=CITIES_KEPT)
def _is_drawn(city: str, _stamp: UUID | None) -> bool:
    return Boundary.objects.filter(division__path__startswith=city, valid_until=None).exists()


def outlines(path: str, level: Level) -> dict[str, Any]:
    """Return the outlines of a division's parts at a level as a GeoJSON FeatureCollection, bounded in size.

    Coordinates are in WGS-84, as GeoJSON's are (RFC 7946), and have five decimals (a metre). A collection of more than
    11,000 points is simplified until it fits, neighbours together, so that no gaps open. Each feature tells whether it
    is for demonstration only. Raises ``ValueError`` for more than 5,000 outlines: ask for a smaller division or a
    higher level.
    """
    found = Boundary.objects.filter(
        division__path__startswith=path, division__level=level, valid_until=None, division__valid_until=None
    )
    rows = list(
        found.order_by("division_id").values_list("division_id", "division__name", "demonstration", "wkb")[
            : MOST_OUTLINES + 1
        ]
    )
    if len(rows) > MOST_OUTLINES:
        raise ValueError("There are too many outlines to draw at once.")
    drawn, decimals = _fitting([shapely.from_wkb(bytes(wkb)) for *_rest, wkb in rows])
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": code,
                "properties": {"path": code, "name": name, "demonstration": demonstration},
                "geometry": written(geometry, city_of(path), decimals),
            }
            for (code, name, demonstration, _wkb), geometry in zip(rows, drawn, strict=True)
        ],
    }


def _fitting(geometries: list[BaseGeometry]) -> tuple[list[BaseGeometry], int]:
    """Return the geometries as fine as fits, and with how many decimals."""
    for tolerance, decimals in COARSE:
        drawn = list(shapely.coverage_simplify(geometries, tolerance)) if tolerance else geometries
        if sum(map(int, shapely.get_num_coordinates(drawn))) <= MOST_POINTS:
            return drawn, decimals
    return drawn, COARSE[-1][1]


def written(geometry: BaseGeometry, city: str, decimals: int) -> dict[str, Any]:
    """Return a geometry of a city, in its own datum, as GeoJSON has it: in WGS-84, with so many decimals."""
    shifted = not datum_of(city).is_satellites

    def moved(points: Any) -> Any:
        for nth in range(len(points) if shifted else 0):
            points[nth] = map_point(city, *points[nth])
        return points.round(decimals)

    rounded = shapely.transform(geometry, moved)
    mapping: dict[str, Any] = shapely.geometry.mapping(rounded)
    return mapping


def point_feature(point: tuple[float, float]) -> dict[str, Any]:
    """Return a point of `map_point` as a GeoJSON feature."""
    geometry = {"type": "Point", "coordinates": point}
    return {"type": "Feature", "properties": {"name": ""}, "geometry": geometry}


@dataclass(frozen=True)
class Frame:
    """Degrees as units of a drawing: north is up, and a kilometre is as long both ways."""

    west: float
    north: float
    shrunk: float
    unit: float
    wide: int
    high: int

    @classmethod
    def around(cls, bounds: Iterable[float], *, wide: int, high: int, least: float = 0.0) -> "Frame":
        """Return the frame of an extent (west, south, east, north), as large as so many units hold.

        It is of an extent of ``least`` degrees where its own is smaller.
        """
        west, south, east, north = map(float, bounds)
        # A degree of longitude is shorter the further one is from the equator.
        shrunk = cos(radians((south + north) / 2))
        across, along = (east - west) * shrunk, north - south
        unit = max(across / wide, along / high, least / max(wide, high))
        return cls(west, north, shrunk, unit, max(round(across / unit), 1), max(round(along / unit), 1))

    def placed(self, points: Any) -> Any:
        """Return points (an array of longitudes and latitudes) in units of the drawing, to a tenth."""
        east, south = (points[:, 0] - self.west) * self.shrunk, self.north - points[:, 1]
        return (np.column_stack((east, south)) / self.unit).round(1)

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        """Return a point in units of the drawing."""
        ((x, y),) = self.placed(np.array([(lon, lat)])).tolist()
        return x, y

    def path(self, shape: BaseGeometry, fine: float = 0.0) -> str:
        """Return an outline as an SVG path, simplified as far as ``fine`` units."""
        drawn = shapely.transform(shape, self.placed)
        drawn = drawn.simplify(fine) if fine else drawn
        rings = [ring for part in shapely.get_parts(drawn) for ring in (part.exterior, *part.interiors)]
        return " ".join("M" + " ".join(f"{x:g},{y:g}" for x, y in ring.coords[:-1]) + "Z" for ring in rings)


@dataclass(frozen=True)
class Sketch:
    """A place drawn without a map: its outline as an SVG path in a box of so many units, and a point in it."""

    name: str
    wide: int
    high: int
    path: str
    x: float
    y: float
    demonstration: bool


# Units across, and how fine the outline is, in these.
_SKETCH, _SKETCH_FINE = 320, 0.8


def sketch(path: str, lon: float, lat: float) -> Sketch | None:
    """Return a point of a division (in its city's datum) in the outline of its village, or the nearest above drawn.

    ``None`` where nothing below the city is drawn, or the point lies far outside of it. North is up, and a kilometre is
    as long both ways.
    """
    above = [over for over in (*ancestors_of(path), path) if Level.CITY < len(over) <= Level.VILLAGE]
    found = Boundary.objects.filter(division__in=above, valid_until=None).select_related("division")
    boundary = found.order_by("-division_id").first()
    if boundary is None:
        return None
    shape = shapely.from_wkb(bytes(boundary.wkb))
    west, south, east, north = shape.union(shapely.Point(lon, lat)).bounds
    if max(east - west, north - south) > 2 * max(
        shape.bounds[2] - shape.bounds[0], shape.bounds[3] - shape.bounds[1]
    ):
        return None
    frame = Frame.around((west, south, east, north), wide=_SKETCH, high=_SKETCH, least=BORDER)
    x, y = frame.place(lon, lat)
    return Sketch(
        name=boundary.division.name,
        wide=frame.wide,
        high=frame.high,
        path=frame.path(shape, _SKETCH_FINE),
        x=x,
        y=y,
        demonstration=boundary.demonstration,
    )
