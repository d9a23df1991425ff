"""Where is this point? Answered from memory, from the outlines as they are now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import shapely
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.models import Boundary, Division
from sanling.domain.territory.queries import edition_of
from sanling.domain.territory.rules import Level, ancestors_of

# Cities whose outlines one process keeps, a province has up to 21; a city of 16,000 takes about 30 MB.
CITIES_KEPT = 24
# How far beyond its border a point is still a division's, in degrees: thirty metres, as well as a phone knows.
BORDER = 0.0003


@dataclass(frozen=True)
class Outlined:
    """A city's outlines in memory, in an order that no longer changes."""

    divisions: Sequence[Division]
    geometries: Sequence[BaseGeometry]
    tree: shapely.STRtree
    nth: Mapping[str, int]

    def deepest(self, lon: float, lat: float) -> Division | None:
        """Return the deepest division that holds or touches a point; of two at one border, the first by path."""
        near = map(int, self.tree.query(shapely.Point(lon, lat)))
        for nth in sorted(near, key=lambda nth: (-self.divisions[nth].level, self.divisions[nth].path)):
            if shapely.intersects_xy(self.geometries[nth], lon, lat):
                return self.divisions[nth]
        return None

    def holds(self, path: str, lon: float, lat: float) -> bool | None:
        """Tell whether a point lies in a division or at its border; ``None`` where nothing is drawn of it.

        A division without an outline is drawn by the nearest above it that has one, below the city, or by those in it.
        """
        above = [
            self.nth[over]
            for over in (*ancestors_of(path), path)
            if len(over) > Level.CITY and over in self.nth
        ]
        nearest = above[-1:] or [nth for drawn, nth in self.nth.items() if drawn.startswith(path)]
        point = shapely.Point(lon, lat)
        return (
            any(shapely.dwithin(self.geometries[nth], point, BORDER) for nth in nearest) if nearest else None
        )


def locate(lon: float, lat: float, city: str) -> Division | None:
    """Return the deepest division of a city at a point (degrees, in the outlines' own datum), or ``None``.

    One query for the stamp of the city's territory; the outlines are read again only when it has changed.
    Division objects are shared: read them, don't change them.
    """
    drawn = outlined(city)
    return drawn.deepest(lon, lat) if drawn else None


def outlined(city: str) -> Outlined | None:
    """Return a city's outlines, ``None`` for a city of which none is drawn."""
    stamp = edition_of(city)
    drawn = _copy_of(city, stamp) if stamp else None
    return drawn if drawn and drawn.divisions else None


@lru_cache(maxsize=CITIES_KEPT)
def _copy_of(city: str, _stamp: UUID) -> Outlined:
    found = (
        Boundary.objects.filter(division__path__startswith=city, valid_until=None, division__valid_until=None)
        .select_related("division")
        .order_by("division_id")
    )
    boundaries = list(found)
    geometries = list(shapely.from_wkb([bytes(boundary.wkb) for boundary in boundaries]))
    shapely.prepare(geometries)
    divisions = [boundary.division for boundary in boundaries]
    nth = {division.pk: nth for nth, division in enumerate(divisions)}
    return Outlined(divisions, geometries, shapely.STRtree(geometries), nth)
