"""Coordinates of one datum in another: as others have them, there and back without loss, nothing moved abroad."""

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.datum import Datum, convert, in_china

# WGS-84 and GCJ-02 (latitude first) of eviltransform's own tests: Shanghai, Shenzhen, Beijing.
KNOWN = [
    ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
]
# GCJ-02 and BD-09 (longitude first) of the readme of coordtransform (MIT): Beijing.
BAIDU = [((116.404, 39.915), (116.41036949371029, 39.92133699351021))]
INSIDE = st.tuples(st.floats(73.5, 135.1), st.floats(3.9, 53.6))
ANYWHERE = st.tuples(st.floats(-180, 180), st.floats(-90, 90))


def metres(point: tuple[float, float], other: tuple[float, float]) -> float:
    """Return how far two near points are apart."""
    north, east = point[1] - other[1], (point[0] - other[0]) * cos(radians(point[1]))
    return hypot(north, east) * 111_320


@pytest.mark.parametrize(("wgs", "gcj"), KNOWN)
def test_known_points_are_where_others_have_them(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    there = convert(wgs[1], wgs[0], of=Datum.WGS84, to=Datum.GCJ02)
    assert metres(there, (gcj[1], gcj[0])) < 0.001
    back = convert(gcj[1], gcj[0], of=Datum.GCJ02, to=Datum.WGS84)
    assert metres(back, (wgs[1], wgs[0])) < 0.001


@given(INSIDE)
def test_there_and_back_is_no_millimetre_off_and_the_shift_is_that_of_the_law(
    point: tuple[float, float],
) -> None:
    shifted = convert(*point, of=Datum.WGS84, to=Datum.GCJ02)
    assert metres(convert(*shifted, of=Datum.GCJ02, to=Datum.WGS84), point) < 0.001
    assert 0 < metres(shifted, point) < 1500
    unshifted = convert(*point, of=Datum.GCJ02, to=Datum.CGCS2000)
    assert metres(convert(*unshifted, of=Datum.CGCS2000, to=Datum.GCJ02), point) < 0.001


@given(ANYWHERE.filter(lambda point: not in_china(*point)), st.sampled_from(Datum), st.sampled_from(Datum))
def test_nothing_moves_outside_of_china(point: tuple[float, float], of: Datum, to: Datum) -> None:
    assert convert(*point, of=of, to=to) == point


@given(ANYWHERE)
def test_the_states_own_datum_is_that_of_satellites(point: tuple[float, float]) -> None:
    assert convert(*point, of=Datum.WGS84, to=Datum.CGCS2000) == point
    assert convert(*point, of=Datum.CGCS2000, to=Datum.WGS84) == point


@pytest.mark.parametrize(("gcj", "baidu"), BAIDU)
def test_baidus_points_are_where_others_have_them(
    gcj: tuple[float, float], baidu: tuple[float, float]
) -> None:
    assert metres(convert(*gcj, of=Datum.GCJ02, to=Datum.BD09), baidu) < 0.001
    assert metres(convert(*baidu, of=Datum.BD09, to=Datum.GCJ02), gcj) < 0.001


@given(INSIDE, st.sampled_from(Datum), st.sampled_from(Datum))
def test_any_datum_leads_to_any_other_and_back(point: tuple[float, float], of: Datum, to: Datum) -> None:
    there = convert(*point, of=of, to=to)
    assert metres(there, point) < 2500
    assert metres(convert(*there, of=to, to=of), point) < 0.001
