"""Outlines that were drawn elsewhere, over lines that are open: fitted to what is there, so that they may hold.

Corners that lie near a point that is there are that point; those near each other are one; what two would have is the
brought one's, and slivers between them are closed. Whether it all fits is said when it is to hold.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.imports.outlines import converted, read_outline
from sanling.domain.territory.lines import Drawn, Opened
from sanling.domain.territory.mesh import Mesh, Point, mesh_of
from sanling.domain.territory.points import datum_of
from sanling.foundation.datum import Datum, convert

# A degree of latitude, in metres.
DEGREE = 111_320
# Seven decimals are a centimetre.
DECIMALS = 7
CODES = ("path", "code", "编码", "网格编码", "代码", "adcode")
NAMES = ("name", "名称", "网格名称", "区划名称")


def collection_of(here: Opened, datum: Datum) -> dict[str, Any]:
    """Return the outlines of a place as GeoJSON has them, in a datum; points that are common stay so."""
    own = datum_of(here.city)
    points = [convert(*point, of=own, to=datum) for point in here.mesh.points]
    mesh = Mesh([(round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in points], here.mesh.parts)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": path,
                "properties": {"path": path, "name": here.names[path], "datum": datum.value},
                "geometry": shapely.geometry.mapping(mesh.outline(path)),
            }
            for path in sorted(here.inside)
        ],
    }


def read_collection(text: str, here: Opened, datum: Datum) -> dict[str, BaseGeometry]:
    """Return the outlines of a GeoJSON collection by the division that each names, in the city's own datum.

    Raises ``ValueError`` with words for the writer for what is none, and for a feature that names nothing open.
    """
    try:
        features = json.loads(text)["features"]
        told = [(_named(feature, here), json.dumps(feature["geometry"])) for feature in features]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(
            _("This is no GeoJSON: a collection of features, each with its code or name.")
        ) from error
    found: dict[str, BaseGeometry] = {}
    for nth, (path, geometry) in enumerate(told, 1):
        try:
            if path is None or path in found:
                raise ValueError(
                    _("Its code or name is that of no division that is open here, or stands twice.")
                )
            found[path] = converted(read_outline(geometry), of=datum, to=datum_of(here.city))
        except ValueError as error:
            raise ValueError(_("Feature %(nth)d: %(why)s") % {"nth": nth, "why": error}) from error
    return found


def _named(feature: Mapping[str, Any], here: Opened) -> str | None:
    said = feature.get("properties") or {}
    codes = [str(feature.get("id", "")), *(str(said[name]).strip() for name in CODES if name in said)]
    names = [str(said[name]).strip() for name in NAMES if name in said]
    called = [path for path in here.inside if here.names[path] in names]
    return next((code for code in codes if code in here.mesh.parts), called[0] if len(called) == 1 else None)


def drawn_by(here: Opened, outlines: Mapping[str, BaseGeometry], *, near: float) -> Drawn:
    """Return outlines (in the city's datum) as drawn over what is open; ``near`` are metres within which lines are one.

    Without outlines, what is there is fitted together.
    """
    within = near / DEGREE
    parts = {path: here.mesh.outline(path) for path in here.mesh.parts}
    fitted = dict(_fitted(here, outlines, within))
    taken = shapely.union_all(list(fitted.values())) if fitted else None
    for path, outline in parts.items():
        if path not in fitted and taken is not None and outline.intersection(taken).area:
            parts[path] = outline.difference(taken)
    parts |= fitted
    # Newer than the type stubs.
    clean = shapely.coverage_clean  # type: ignore[attr-defined]
    cleaned = clean(list(parts.values()), gap_width=within, snapping_distance=0.0)
    return _as_drawn(here, dict(zip(parts, cleaned, strict=True)))


def _fitted(
    here: Opened, outlines: Mapping[str, BaseGeometry], within: float
) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield outlines whose corners lie on points that are there, or on each other's, where these are near."""
    known = list(here.mesh.points)
    there = shapely.STRtree(shapely.points(known))
    border = shapely.union_all(
        [shapely.LineString([known[nth] for nth in sorted(edge)]) for edge in here.mesh.border]
    )
    new = Corners(within)

    def snapped(corner: Point) -> Point | None:
        """Return where a corner comes to lie; ``None`` for one on the border, which has its points."""
        near = there.query_nearest(shapely.Point(corner), max_distance=within, all_matches=False)
        if len(near):
            return known[int(near[0])]
        if shapely.dwithin(border, shapely.Point(corner), within):
            return None
        return new.put(corner)

    def ring(line: BaseGeometry) -> list[Point]:
        corners = [(float(lon), float(lat)) for lon, lat in shapely.get_coordinates(line)[:-1]]
        found = [at for corner in corners if (at := snapped(corner)) is not None]
        if len(set(found)) < 3:
            raise ValueError(
                _("An outline has less than three corners that are not near each other or on the border.")
            )
        return found

    for path, outline in outlines.items():
        polygons = [
            shapely.Polygon(ring(part.exterior), [ring(hole) for hole in part.interiors])
            for part in shapely.get_parts(outline)
        ]
        yield path, shapely.make_valid(shapely.union_all(polygons))


class Corners:
    """Corners that came, by squares as wide as what is near: each is compared with those of nine squares alone."""

    def __init__(self, within: float) -> None:
        self._within = within
        self._came: dict[tuple[int, int], list[tuple[int, Point]]] = defaultdict(list)
        self._many = 0

    def put(self, corner: Point) -> Point:
        """Return the corner that came first of those near this one; itself, if none did."""
        east, north = (int(degrees // self._within) for degrees in corner)
        around = (self._came.get((east + x, north + y), ()) for x in (-1, 0, 1) for y in (-1, 0, 1))
        near = [came for square in around for came in square if self._is_near(came[1], corner)]
        if near:
            return min(near)[1]
        self._came[east, north].append((self._many, corner))
        self._many += 1
        return corner

    def _is_near(self, corner: Point, other: Point) -> bool:
        return abs(corner[0] - other[0]) + abs(corner[1] - other[1]) < self._within


def _as_drawn(here: Opened, outlines: Mapping[str, BaseGeometry]) -> Drawn:
    mesh = mesh_of(outlines)
    numbers = {point: nth for nth, point in enumerate(here.mesh.points)}
    datum = datum_of(here.city)
    changed = {
        key
        for key, outline in outlines.items()
        if not shapely.equals_exact(shapely.normalize(outline), shapely.normalize(here.mesh.outline(key)))
    }
    points: dict[int, Point] = {}
    number: dict[int, int] = {}
    for nth in sorted(
        {nth for key in changed for polygon in mesh.parts[key] for ring in polygon for nth in ring}
    ):
        point = mesh.points[nth]
        number[nth] = numbers.get(point, len(here.mesh.points) + len(points))
        if point not in numbers:
            points[number[nth]] = convert(*point, of=datum, to=Datum.WGS84)
    parts = {
        key: tuple(
            tuple(tuple(number[nth] for nth in ring) for ring in polygon) for polygon in mesh.parts[key]
        )
        for key in sorted(changed)
    }
    return Drawn(here.version, points, parts)
