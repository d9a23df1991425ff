"""The deployment map of a community's workstation (布防图): its grids, and what is open there, by colour and number.

Red are cases, yellow disputes, blue all other risks, as the profile divides kinds; each colour has a shape of its own.
Nobody is named: what is to be known of a matter stands on its page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import dist

import shapely
from django.utils.translation import gettext_lazy as _
from shapely.geometry.base import BaseGeometry

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import Matter
from sanling.domain.matters.naming import Names
from sanling.domain.people.access import Viewer
from sanling.domain.territory.maps import Frame
from sanling.domain.territory.models import Boundary, Division
from sanling.foundation.days import day_of
from sanling.foundation.profile.registry import profile_for
from sanling.processes.map.config import MapPart
from sanling.processes.map.drawing import Parts

# Units of the drawing: as wide as it gets, and as high.
WIDE, HIGH = 1_000, 800
# How much room a mark takes: where several stand at one place, they stand beside each other.
MARK = 32
# More than these no sheet of paper holds; the latest are left.
MOST = 200


class Colour(StrEnum):
    """What a matter is, in the order in which it matters."""

    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"


NAMES = {Colour.RED: _("Cases"), Colour.YELLOW: _("Disputes"), Colour.BLUE: _("Other risks")}


@dataclass(frozen=True)
class Ground:
    """A grid as it is drawn: its outline as an SVG path, and where its name stands."""

    name: str
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Risk:
    """A matter that is open: its number on the map, and where it is drawn, if it has a point."""

    nth: int
    colour: Colour
    number: str
    title: str
    kind: str
    place: str
    since: date
    at: tuple[float, float] | None


@dataclass(frozen=True)
class Deployment:
    """A deployment map: the grids, the risks by colour, and how large the drawing is."""

    place: Division
    grounds: Sequence[Ground]
    risks: Sequence[Risk]
    more: bool
    demonstration: bool
    wide: int
    high: int

    @property
    def counts(self) -> Mapping[Colour, int]:
        """Return how many there are of each colour."""
        return {colour: sum(risk.colour is colour for risk in self.risks) for colour in Colour}


def deployment(viewer: Viewer, parts: Parts) -> Deployment:
    """Return the deployment map of a place as a viewer sees it: of the matters that it sees, and no others."""
    drawn = Boundary.objects.filter(pk__in=parts.outlines.values()).select_related("division")
    outlines = list(drawn.order_by("division_id"))
    shapes = [shapely.from_wkb(bytes(outline.wkb)) for outline in outlines]
    frame = Frame.around(shapely.total_bounds(shapes), wide=WIDE, high=HIGH) if shapes else None
    found = visible_matters(viewer).filter(
        open=True, family=REPORTED, division__path__startswith=parts.place.path
    )
    matters = list(found.order_by("-registered_at", "-pk")[: MOST + 1])
    return Deployment(
        place=parts.place,
        grounds=[
            _ground(frame, outline.division.name, shape)
            for outline, shape in zip(outlines, shapes, strict=True)
            if frame
        ],
        risks=_risks(viewer, frame, matters[:MOST]),
        more=len(matters) > MOST,
        demonstration=any(outline.demonstration for outline in outlines),
        wide=frame.wide if frame else 0,
        high=frame.high if frame else 0,
    )


def _ground(frame: Frame, name: str, shape: BaseGeometry) -> Ground:
    middle = shapely.point_on_surface(shape)
    return Ground(name, frame.path(shape), *frame.place(middle.x, middle.y))


def _risks(viewer: Viewer, frame: Frame | None, matters: Sequence[Matter]) -> list[Risk]:
    part: MapPart = profile_for(viewer.city).part("map")
    names, order = Names(viewer.city), list(Colour)

    def colour(matter: Matter) -> Colour:
        if matter.kind in part.red:
            return Colour.RED
        return Colour.YELLOW if matter.kind in part.yellow else Colour.BLUE

    ranked = sorted(matters, key=lambda matter: (order.index(colour(matter)), matter.registered_at))
    taken: set[tuple[int, int]] = set()
    return [
        Risk(
            nth=nth,
            colour=colour(matter),
            number=matter.number,
            title=matter.title,
            kind=names.of(matter).kind(matter.kind),
            place=matter.place,
            since=day_of(matter.registered_at),
            at=_free(frame.place(matter.lon, matter.lat), taken)
            if frame and matter.lon is not None and matter.lat is not None
            else None,
        )
        for nth, matter in enumerate(ranked, 1)
    ]


def _free(at: tuple[float, float], taken: set[tuple[int, int]]) -> tuple[float, float]:
    """Return where a mark stands that covers no other: where it is, else in the nearest free square, and take it."""
    column, row = (int(units // MARK) for units in at)
    if (column, row) not in taken:
        taken.add((column, row))
        return at
    rings = (
        sorted(
            (
                (column + right, row + down)
                for right in range(-out, out + 1)
                for down in range(-out, out + 1)
                if max(abs(right), abs(down)) == out
            ),
            key=lambda square: dist(square, (column, row)),
        )
        for out in range(1, MOST)
    )
    free = next(square for ring in rings for square in ring if square not in taken)
    taken.add(free)
    return (free[0] + 0.5) * MARK, (free[1] + 0.5) * MARK
