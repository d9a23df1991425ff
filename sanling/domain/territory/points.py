"""Points on the map: one check for every door that takes one, whatever datum it comes in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanling.domain.territory.config import TerritoryPart
from sanling.domain.territory.locate import outlined
from sanling.domain.territory.models import CodePoint, Division
from sanling.domain.territory.queries import full_name
from sanling.domain.territory.rules import city_of
from sanling.foundation.datum import Datum, convert, in_china
from sanling.foundation.profile.registry import profile_for


class Misplaced(ValueError):
    """A point can't be where it is said to be.

    ``field`` is "lon", or "division" where it lies in another one, which is ``found``.
    """

    def __init__(self, field: str, message: str, found: Division | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.found = found


@dataclass(frozen=True)
class Placed:
    """A point in its city's datum, and the deepest division known of it by itself or by what was said."""

    lon: float
    lat: float
    division: str


def datum_of(city: str) -> Datum:
    """Return the datum in which a city keeps points and outlines."""
    part: TerritoryPart = profile_for(city).part("territory")
    return part.datum


def place_point(
    city: str, lon: float | None, lat: float | None, *, datum: Datum | None = None, division: str = ""
) -> Placed | None:
    """Return where a point (degrees) lies, ``None`` without one; ``datum`` is the city's own unless said otherwise.

    ``division`` is what was said of the place: the city's path or nothing leaves it open. Raises `Misplaced` for half
    a point, one outside the city, or one in another division. What isn't drawn can't be contradicted.
    """
    if lon is None and lat is None:
        return None
    if lon is None or lat is None:
        raise Misplaced("lon", _("The point on the map is incomplete."))
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise Misplaced("lon", _("The point on the map is not on earth."))
    own = datum_of(city)
    lon, lat = convert(lon, lat, of=datum or own, to=own)
    drawn = outlined(city)
    found = drawn.deepest(lon, lat) if drawn else None
    holds = drawn.holds(division, lon, lat) if drawn and division != city else None
    if found is None and not holds:
        is_open = drawn is None or (division not in ("", city) and holds is None)
        if not (is_open and in_china(lon, lat)):
            raise Misplaced(
                "lon",
                _("This point is outside the city. Please choose another, or find the place by name."),
            )
    elif found and holds is False:
        names = {"point": full_name(found.pk), "stated": full_name(division)}
        raise Misplaced("division", _("The point lies in %(point)s, not in %(stated)s.") % names, found)
    is_deeper = found is not None and found.pk.startswith(division)
    return Placed(lon, lat, found.pk if found and is_deeper else division)


def poster_point(poster: CodePoint) -> tuple[float, float] | tuple[None, None]:
    """Return where a poster hangs, as far as that is known and still lies in its division."""
    try:
        placed = place_point(city_of(poster.division_id), poster.lon, poster.lat, division=poster.division_id)
    except Misplaced:
        return None, None
    return (placed.lon, placed.lat) if placed else (None, None)


def map_point(path: str, lon: float | None, lat: float | None) -> tuple[float, float] | None:
    """Return the point that is kept of a place in a division, in WGS-84 as maps and GeoJSON have it (RFC 7946)."""
    if lon is None or lat is None:
        return None
    return convert(lon, lat, of=datum_of(city_of(path)), to=Datum.WGS84)
