"""Which division is at a point."""

from datetime import date

import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.territory.actions.draw import NewOutline, draw
from sanling.domain.territory.locate import locate
from tests.city import CITY, SIDE, SOUTH, TEST, TOWNSHIP, VILLAGE, WEST

pytestmark = pytest.mark.usefixtures("city")

MIDDLE = SOUTH + SIDE / 2


def outline(path: str, shape: shapely.Polygon) -> None:
    draw(
        actor=TEST,
        city=CITY,
        outlines=[NewOutline(path, shape)],
        source="test",
        demonstration=True,
        valid_from=date(2024, 2, 1),
    )


def at(lon: float, lat: float) -> str | None:
    found = locate(lon, lat, CITY)
    return found.pk if found else None


def test_a_point_in_a_grid_gives_the_grid() -> None:
    assert at(WEST + 2.5 * SIDE, MIDDLE) == f"{VILLAGE}003"


def test_a_point_outside_all_outlines_gives_nothing() -> None:
    assert at(0, 0) is None
    assert locate(WEST + SIDE / 2, MIDDLE, "4110") is None


def test_a_point_on_the_border_gives_the_first_of_the_two() -> None:
    assert at(WEST + SIDE, MIDDLE) == f"{VILLAGE}001"


def test_where_no_grid_reaches_the_deepest_division_that_does_is_given() -> None:
    outline(TOWNSHIP, shapely.box(WEST - 1, SOUTH - 1, WEST + 1, SOUTH + 1))
    assert at(WEST - 0.5, MIDDLE) == TOWNSHIP
    assert at(WEST + SIDE / 2, MIDDLE) == f"{VILLAGE}001"


def test_a_changed_outline_is_seen_at_once() -> None:
    assert at(WEST + SIDE / 2, MIDDLE) == f"{VILLAGE}001"
    outline(f"{VILLAGE}001", shapely.box(WEST + 1, SOUTH, WEST + 2, SOUTH + SIDE))
    assert at(WEST + SIDE / 2, MIDDLE) is None
    assert at(WEST + 1.5, MIDDLE) == f"{VILLAGE}001"


def test_an_answer_takes_one_query() -> None:
    at(WEST, MIDDLE)
    with CaptureQueriesContext(connection) as captured:
        at(WEST, MIDDLE)
    assert len(captured) == 1
