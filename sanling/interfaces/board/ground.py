"""The parts of a place, coloured by a figure, as a drawing that stands in the page and needs no script."""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import shapely
from shapely.geometry import LineString, shape
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.maps import Frame
from sanling.domain.territory.rules import Level
from sanling.interfaces.components.figures.addresses import address
from sanling.processes.figures.breakdown import Breakdown
from sanling.processes.figures.indicators import Asked, Value
from sanling.processes.figures.queries import By
from sanling.processes.figures.words import in_words
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
class _Outlines:
    """The outlines of a place's parts on a drawing as wide and high as its units, each with its path."""

    wide: int
    high: int
    areas: Sequence[tuple[str, Area]]
    demonstration: bool


def ground_of(asked: Asked, told: Breakdown, names: Mapping[str, str]) -> Ground | None:
    """Return the drawing of a place's parts; None of one that has no outlines."""
    parts = parts_of(asked.place)
    if parts is None or not parts.outlines or parts.level > Level.VILLAGE:
        return None
    outlines = _outlines(drawn(parts))
    values = {line.unit: line.now for line in told.lines}
    numbers = [value.number for value in values.values() if value.number is not None]
    classes = classes_of(numbers)
    areas = [
        replace(
            _coloured(area, values.get(path), classes),
            name=names.get(path, area.name),
            url=address("board:wall", replace(asked, place=path, by=By.PLACE)),
        )
        for path, area in outlines.areas
    ]
    return Ground(outlines.wide, outlines.high, areas, classes, outlines.demonstration)


# Outlines hardly ever change; a wall that takes turns shows a place and those below it.
@lru_cache(maxsize=64)
def _outlines(data: bytes) -> _Outlines:
    features = json.loads(gzip.decompress(data))["features"]
    shapes = [shape(feature["geometry"]) for feature in features]
    frame = Frame.around(shapely.total_bounds(shapes), wide=WIDE, high=HIGH)
    return _Outlines(
        frame.wide,
        frame.high,
        [
            (feature["properties"]["path"], _area(frame, feature["properties"], outline))
            for feature, outline in zip(features, shapes, strict=True)
        ],
        any(feature["properties"]["demonstration"] for feature in features),
    )


def _area(frame: Frame, said: Mapping[str, Any], outline: BaseGeometry) -> Area:
    """Return a part, not coloured yet."""
    name = said["name"]
    return Area(
        name=name,
        path=frame.path(outline),
        at=frame.place(*said["at"]),
        text="—",
        nth=0,
        url="",
        written=len(name) * LETTER <= across(outline, *said["at"]) * frame.shrunk / frame.unit + LETTER,
    )


def across(outline: BaseGeometry, lon: float, lat: float) -> float:
    """Return how many degrees a part is wide where its name stands: to its borders, whatever it is elsewhere."""
    west, _south, east, _north = outline.bounds
    pieces = shapely.get_parts(outline & LineString([(west, lat), (east, lat)]))
    spans = [piece.bounds for piece in pieces if piece.bounds[0] <= lon <= piece.bounds[2]]
    return max((right - left for left, _low, right, _high in spans), default=0.0)


def _coloured(area: Area, value: Value | None, classes: Sequence[Class]) -> Area:
    number = value.number if value else None
    nth = next((found.nth for found in classes if number is not None and found.holds(number)), 0)
    return replace(area, text=in_words(value) if value else "—", nth=nth)
