"""What a map draws of a place: the outlines of its parts, made once for each version of them, and kept.

The parts of a place are simplified together, so that neighbours stay closed, as finely as a screen shows them.
"""

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.maps import written
from sanling.domain.territory.models import Boundary, Division
from sanling.domain.territory.points import datum_of
from sanling.domain.territory.queries import below, current
from sanling.domain.territory.rules import Level, city_of, level_of, parent_of
from sanling.processes.map.models import Drawing

# How fine outlines are, as a part of the place's own extent: a screen is some thousand dots wide.
FINENESS = 1 / 4_000
# What a map gets of outlines at once.
MOST_BYTES = 120_000
DECIMALS = 5
# Part of each version: what is drawn otherwise is another.
_FORM = "1"


@dataclass(frozen=True)
class Parts:
    """What a map shows of a place: the divisions in it, or itself where there are none, and their outlines' keys.

    ``anchor`` is the place whose next level they are: the place, or the one that stands for a level that isn't there.
    """

    place: Division
    divisions: Sequence[Division]
    outlines: Mapping[str, int]

    @property
    def anchor(self) -> str:
        """Return the place whose next level its parts are."""
        first = self.divisions[0].path
        return first if first == self.place.path else parent_of(first) or first

    @property
    def level(self) -> Level:
        """Return the level of its parts."""
        return level_of(self.divisions[0].path)

    @property
    def version(self) -> str:
        """Return the stamp of all that is drawn: names, outlines, and how they are to be read."""
        drawn = [
            (division.path, division.name, self.outlines.get(division.path)) for division in self.divisions
        ]
        said = repr((_FORM, str(datum_of(city_of(self.place.path))), drawn))
        return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def parts_of(path: str) -> Parts | None:
    """Return what a map shows of a place; ``None`` for one that there isn't today."""
    place = current(path)
    if place is None:
        return None
    divisions = list(below(path)) or [place]
    # By the key, which is served by the index of current outlines.
    found = Boundary.objects.filter(division__in=[division.path for division in divisions], valid_until=None)
    return Parts(place, divisions, dict(found.values_list("division_id", "pk")))


def kept(path: str, version: str) -> bytes | None:
    """Return the drawing of a place as it is kept (GeoJSON, gzipped), if it is of that version."""
    bodies = Drawing.objects.filter(place=path, version=version).values_list("body", flat=True)
    return next((bytes(body) for body in bodies), None)


def drawn(parts: Parts) -> bytes:
    """Return the drawing of a place (GeoJSON, gzipped), made and kept unless it is."""
    path, version = parts.place.path, parts.version
    body = kept(path, version)
    if body is None:
        body = _made(parts)
        Drawing.objects.update_or_create(place=path, defaults={"version": version, "body": body})
    return body


def _made(parts: Parts) -> bytes:
    rows = Boundary.objects.filter(pk__in=parts.outlines.values()).order_by("division_id")
    known = list(rows.values_list("division_id", "demonstration", "wkb"))
    names = {division.path: division.name for division in parts.divisions}
    whole = [shapely.from_wkb(bytes(wkb)) for _path, _demonstration, wkb in known]
    fine = _extent(whole) * FINENESS
    while True:
        geometries = list(shapely.coverage_simplify(whole, fine)) if whole else []
        features = [
            _feature(path, names[path], geometry, demonstration=demonstration)
            for (path, demonstration, _wkb), geometry in zip(known, geometries, strict=True)
        ]
        collection = {"type": "FeatureCollection", "features": features}
        text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
        body = gzip.compress(text.encode(), mtime=0)
        if len(body) <= MOST_BYTES or not fine:
            return body
        fine *= 2


def _extent(geometries: Sequence[BaseGeometry]) -> float:
    if not geometries:
        return 0.0
    west, south, east, north = shapely.total_bounds(geometries)
    return float(max(east - west, north - south))


def _feature(path: str, name: str, geometry: BaseGeometry, *, demonstration: bool) -> dict[str, Any]:
    city = city_of(path)
    label = written(shapely.point_on_surface(geometry), city, DECIMALS)
    properties = {"path": path, "name": name, "at": label["coordinates"], "demonstration": demonstration}
    return {"type": "Feature", "properties": properties, "geometry": written(geometry, city, DECIMALS)}
