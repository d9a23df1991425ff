"""A point is where it is said to be, in the city's own datum, or somebody is told that it isn't."""

from datetime import date

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.territory.actions.draw import NewOutline, draw
from sanling.domain.territory.locate import BORDER
from sanling.domain.territory.models import Boundary
from sanling.domain.territory.points import Misplaced, Placed, place_point
from sanling.foundation.datum import Datum, convert
from tests.city import CITY, SIBLING_VILLAGE, SIDE, SOUTH, TEST, TOWNSHIP, VILLAGE, WEST, City

pytestmark = pytest.mark.usefixtures("city")
FIRST, SECOND = (WEST + SIDE / 2, SOUTH + SIDE / 2), (WEST + 1.5 * SIDE, SOUTH + SIDE / 2)


def wrong(lon: float | None, lat: float | None, division: str = "") -> str:
    """Return the field that is wrong, or nothing."""
    try:
        place_point(CITY, lon, lat, division=division)
    except Misplaced as misplaced:
        return misplaced.field
    return ""


def outline(path: str, shape: shapely.Polygon) -> None:
    new = [NewOutline(path, shape)]
    draw(actor=TEST, city=CITY, outlines=new, source="test", demonstration=True, valid_from=date(2024, 2, 1))


@pytest.mark.parametrize("stated", ["", CITY, "410105", TOWNSHIP, VILLAGE, f"{VILLAGE}001"])
def test_a_point_within_what_was_said_gives_the_deepest_division(stated: str) -> None:
    assert place_point(CITY, *FIRST, division=stated) == Placed(*FIRST, f"{VILLAGE}001")


def test_no_point_is_no_mistake_and_half_a_point_is_one() -> None:
    assert place_point(CITY, None, None, division=VILLAGE) is None
    assert wrong(FIRST[0], None) == wrong(None, FIRST[1]) == "lon"


@pytest.mark.parametrize(
    ("lon", "lat"),
    [(0, 0), (FIRST[1], FIRST[0]), (181, 34), (113, 91), (float("nan"), 34), (float("inf"), 0), (12.5, 41.9)],
)
@pytest.mark.parametrize("stated", ["", VILLAGE, SIBLING_VILLAGE])
def test_a_point_outside_the_city_is_refused_whatever_is_said(lon: float, lat: float, stated: str) -> None:
    assert wrong(lon, lat, stated) == "lon"


def test_a_point_in_another_division_is_refused_with_both_names() -> None:
    with pytest.raises(Misplaced) as misplaced:
        place_point(CITY, *SECOND, division=f"{VILLAGE}001")
    assert misplaced.value.field == "division"
    assert misplaced.value.found is not None
    assert misplaced.value.found.pk == f"{VILLAGE}002"
    assert "第二网格" in str(misplaced.value)
    assert "第一网格" in str(misplaced.value)
    assert "金水区 花园路街道" in str(misplaced.value)


def test_a_point_at_the_border_is_taken_for_either_side() -> None:
    lon, lat = WEST + SIDE + BORDER / 2, FIRST[1]
    placed = place_point(CITY, lon, lat, division=f"{VILLAGE}001")
    assert placed == Placed(lon, lat, f"{VILLAGE}001")
    assert wrong(lon + BORDER, lat, f"{VILLAGE}001") == "division"


def test_what_is_not_drawn_is_not_contradicted() -> None:
    assert place_point(CITY, *FIRST, division=SIBLING_VILLAGE) == Placed(*FIRST, SIBLING_VILLAGE)
    outline(SIBLING_VILLAGE, shapely.box(WEST + 1, SOUTH, WEST + 1.1, SOUTH + 0.1))
    assert wrong(*FIRST, SIBLING_VILLAGE) == "division"
    assert wrong(*FIRST, f"{SIBLING_VILLAGE}007") == "division"
    Boundary.objects.all().delete()
    outline(VILLAGE, shapely.box(0, 0, 1, 1))
    assert place_point(CITY, *FIRST, division="410104") == Placed(*FIRST, "410104")


def test_a_city_without_outlines_takes_any_point_of_the_country(city: City) -> None:
    lonely = "4110"
    assert place_point(lonely, 113.8, 34.0, division="411002") == Placed(113.8, 34.0, "411002")
    with pytest.raises(Misplaced):
        place_point(lonely, 0, 0)


def test_a_point_of_a_phones_map_is_brought_into_the_citys_datum() -> None:
    theirs = convert(*FIRST, of=Datum.WGS84, to=Datum.GCJ02)
    placed = place_point(CITY, *theirs, datum=Datum.GCJ02, division=VILLAGE)
    assert placed is not None
    assert (placed.lon, placed.lat) == pytest.approx(FIRST, abs=1e-9)
    assert placed.division == f"{VILLAGE}001"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lon=st.floats(WEST - 0.02, WEST + 0.06), lat=st.floats(SOUTH - 0.02, SOUTH + 0.03), nth=st.integers(0, 4)
)
def test_whatever_is_taken_lies_in_what_was_said_or_at_its_border(lon: float, lat: float, nth: int) -> None:
    stated = f"{VILLAGE}{nth:03d}" if nth else VILLAGE
    west, east = (WEST + (nth - 1) * SIDE, WEST + nth * SIDE) if nth else (WEST, WEST + 4 * SIDE)
    box = shapely.box(west, SOUTH, east, SOUTH + SIDE)
    taken = wrong(lon, lat, stated) == ""
    assert taken == bool(shapely.dwithin(box, shapely.Point(lon, lat), BORDER))
