"""The parts of a place, coloured by a figure, as a drawing that stands in the page and needs no script."""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import cos, radians
from typing import Any

from sanling.domain.territory.rules import Level
from sanling.interfaces.components.figures.addresses import address
from sanling.interfaces.components.figures.words import in_words
from sanling.processes.figures.breakdown import Breakdown
from sanling.processes.figures.indicators import Asked, Value
from sanling.processes.figures.queries import By
from sanling.processes.map.drawing import drawn, parts_of
from sanling.processes.map.rules import Class, classes_of

WIDE, HIGH = 1000, 760
# How wide a letter of a name is, in units of the drawing.
LETTER = 20


@dataclass(frozen=True)
class Area:
    """A part: its outline as a path, where its name stands, its value in words, its colour's class, its address.

    A name that is wider than its part isn't ``written`` there: it would cover others.
    """

    name: str
    path: str
    at: tuple[float, float]
    text: str
    nth: int
    url: str
    written: bool


@dataclass(frozen=True)
class Ground:
    """The drawing, as wide and high as its units, and what its colours say."""

    wide: int
    high: int
    areas: Sequence[Area]
    classes: Sequence[Class]
    demonstration: bool


@dataclass(frozen=True)
class _Frame:
    west: float
    north: float
    shrunk: float
    unit: float

    def place(self, lon: float, lat: float) -> tuple[float, float]:
        return round((lon - self.west) * self.shrunk / self.unit, 1), round((self.north - lat) / self.unit, 1)


def ground_of(asked: Asked, told: Breakdown, names: Mapping[str, str]) -> Ground | None:
    """Return the drawing of a place's parts; None of one that has no outlines."""
    parts = parts_of(asked.place)
    if parts is None or not parts.outlines or parts.level > Level.VILLAGE:
        return None
    features = json.loads(gzip.decompress(drawn(parts)))["features"]
    values = {line.unit: line.now for line in told.lines}
    numbers = [value.number for value in values.values() if value.number is not None]
    classes = classes_of(numbers)
    frame, wide, high = _framed([point for feature in features for point in _points(feature)])
    areas = [
        _coloured(
            _area(asked, frame, feature, names.get(path, feature["properties"]["name"])),
            values.get(path),
            classes,
        )
        for feature in features
        for path in [feature["properties"]["path"]]
    ]
    demonstration = any(feature["properties"]["demonstration"] for feature in features)
    return Ground(wide, high, areas, classes, demonstration)


def _rings(feature: Mapping[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        yield from polygon


def _points(feature: Mapping[str, Any]) -> Iterator[Sequence[float]]:
    for ring in _rings(feature):
        yield from ring


def _framed(points: Sequence[Sequence[float]]) -> tuple[_Frame, int, int]:
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    west, east, south, north = min(lons), max(lons), min(lats), max(lats)
    # A degree of longitude is shorter the further one is from the equator.
    shrunk = cos(radians((south + north) / 2))
    unit = max((east - west) * shrunk / WIDE, (north - south) / HIGH) or 1.0
    frame = _Frame(west, north, shrunk, unit)
    return frame, round((east - west) * shrunk / unit), round((north - south) / unit)


def _area(asked: Asked, frame: _Frame, feature: Mapping[str, Any], name: str) -> Area:
    said = feature["properties"]
    path = "".join(
        "M" + " ".join("{:g},{:g}".format(*frame.place(*point[:2])) for point in ring[:-1]) + "Z"
        for ring in _rings(feature)
    )
    url = address("board:wall", replace(asked, place=said["path"], by=By.PLACE))
    across = [frame.place(*point[:2])[0] for point in _points(feature)]
    written = len(name) * LETTER <= max(across) - min(across) + LETTER
    return Area(name=name, path=path, at=frame.place(*said["at"]), text="—", nth=0, url=url, written=written)


def _coloured(area: Area, value: Value | None, classes: Sequence[Class]) -> Area:
    number = value.number if value else None
    nth = next((found.nth for found in classes if number is not None and found.holds(number)), 0)
    return replace(area, text=in_words(value) if value else "—", nth=nth)
