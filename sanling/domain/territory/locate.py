"""Where is this point? Answered from memory, from the outlines as they are now."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import shapely
from shapely.geometry.base import BaseGeometry

from sanling.domain.territory.models import Boundary, Division
from sanling.domain.territory.queries import edition_of

# Cities whose outlines one process keeps; a city of 16,000 takes about 30 MB.
CITIES_KEPT = 4


@dataclass(frozen=True)
class _Copy:
    """A city's outlines in memory, in an order that no longer changes."""

    divisions: Sequence[Division]
    geometries: Sequence[BaseGeometry]
    tree: shapely.STRtree

    def deepest(self, lon: float, lat: float) -> Division | None:
        """Return the deepest division that holds or touches a point; of two at one border, the first by path."""
        near = map(int, self.tree.query(shapely.Point(lon, lat)))
        for nth in sorted(near, key=lambda nth: (-self.divisions[nth].level, self.divisions[nth].path)):
            if shapely.intersects_xy(self.geometries[nth], lon, lat):
                return self.divisions[nth]
        return None


def locate(lon: float, lat: float, city: str) -> Division | None:
    """Return the deepest division of a city at a point (degrees, in the outlines' own datum), or ``None``.

    One query for the stamp of the city's territory; the outlines are read again only when it has changed.
    Division objects are shared: read them, don't change them.
    """
    stamp = edition_of(city)
    return _copy_of(city, stamp).deepest(lon, lat) if stamp else None


@lru_cache(maxsize=CITIES_KEPT)
def _copy_of(city: str, _stamp: UUID) -> _Copy:
    found = (
        Boundary.objects.filter(division__path__startswith=city, valid_until=None, division__valid_until=None)
        .select_related("division")
        .order_by("division_id")
    )
    boundaries = list(found)
    geometries = list(shapely.from_wkb([bytes(boundary.wkb) for boundary in boundaries]))
    shapely.prepare(geometries)
    return _Copy([boundary.division for boundary in boundaries], geometries, shapely.STRtree(geometries))
