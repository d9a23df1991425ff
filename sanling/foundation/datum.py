"""Datums of coordinates, and the way from one to another.

GCJ-02 is what maps sold in China must use: WGS-84 put out of place by up to 700 metres. The shift has never been
published; this is the formula by which it has been reproduced to the metre since 2013 (googollee/eviltransform, MIT, on
the ellipsoid of Krasovsky 1940). CGCS2000, the state's own datum, differs from WGS-84 by centimetres, which nobody who
reports a hole in the road can tell. BD-09 is what Baidu makes of GCJ-02, by a formula that was found with it.
"""

from collections.abc import Callable
from enum import StrEnum
from math import atan2, cos, hypot, pi, radians, sin, sqrt

AXIS, ECCENTRICITY = 6378245.0, 0.00669342162296594323
# A ten-thousandth of a millimetre.
_CLOSE, _MOST_STEPS = 1e-12, 20


class Datum(StrEnum):
    """What a pair of coordinates is measured in."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    CGCS2000 = "cgcs2000"
    BD09 = "bd09"

    @property
    def is_satellites(self) -> bool:
        """Tell whether it is that of satellites, of which the others are shifted."""
        return self in (Datum.WGS84, Datum.CGCS2000)


def in_china(lon: float, lat: float) -> bool:
    """Tell whether a point lies in the rectangle around China within which GCJ-02 differs from WGS-84."""
    return 72.004 <= lon <= 137.8347 and 0.8293 <= lat <= 55.8271


def convert(lon: float, lat: float, *, of: Datum, to: Datum) -> tuple[float, float]:
    """Return a point (degrees) of one datum in another; there and back is less than a millimetre off."""
    if of is to or (of.is_satellites and to.is_satellites) or not in_china(lon, lat):
        return lon, lat
    point = _taken_back(_baidu, lon, lat) if of is Datum.BD09 else (lon, lat)
    if of.is_satellites:
        point = _shifted(*point)
    elif to.is_satellites:
        point = _taken_back(_shifted, *point)
    return _baidu(*point) if to is Datum.BD09 else point


def _taken_back(
    shift: Callable[[float, float], tuple[float, float]], lon: float, lat: float
) -> tuple[float, float]:
    """Return the point that a shift takes here, found by taking back what is too much until nothing is."""
    found = lon, lat
    for _step in range(_MOST_STEPS):
        reached = shift(*found)
        off = reached[0] - lon, reached[1] - lat
        found = found[0] - off[0], found[1] - off[1]
        if abs(off[0]) + abs(off[1]) < _CLOSE:
            break
    return found


def _baidu(lon: float, lat: float) -> tuple[float, float]:
    wave = pi * 3000 / 180
    length = hypot(lon, lat) + 0.00002 * sin(lat * wave)
    angle = atan2(lat, lon) + 0.000003 * cos(lon * wave)
    return length * cos(angle) + 0.0065, length * sin(angle) + 0.006


def _shifted(lon: float, lat: float) -> tuple[float, float]:
    x, y = lon - 105, lat - 35
    both = 20 * (sin(6 * x * pi) + sin(2 * x * pi))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (
        (both + 20 * sin(y * pi) + 40 * sin(y / 3 * pi) + 160 * sin(y / 12 * pi) + 320 * sin(y / 30 * pi))
        * 2
        / 3
    )
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (
        (both + 20 * sin(x * pi) + 40 * sin(x / 3 * pi) + 150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi))
        * 2
        / 3
    )
    flat = 1 - ECCENTRICITY * sin(radians(lat)) ** 2
    a_degree_north = AXIS * (1 - ECCENTRICITY) / (flat * sqrt(flat)) * pi / 180
    a_degree_east = AXIS / sqrt(flat) * cos(radians(lat)) * pi / 180
    return lon + east / a_degree_east, lat + north / a_degree_north
