"""Points are sorted by cells: the database and we number them alike, and a box is a few ranges of numbers."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.territory.cells import MOST_CELLS, Box, cell_of, ranges_of

LON = st.floats(min_value=-180, max_value=180)
LAT = st.floats(min_value=-90, max_value=90)
NEAR = st.floats(min_value=0, max_value=3)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "point",
    [(113.68, 34.78), (-180.0, -90.0), (180.0, 90.0), (0.0, 0.0), (-73.98, 40.75), (113.680001, 34.78)],
)
def test_the_database_numbers_points_as_we_do(point: tuple[float, float]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT territory_cell(%s::float8, %s::float8)", point)
        assert cursor.fetchone() == (cell_of(*point),)


@given(LON, LAT, NEAR, NEAR, st.data())
def test_every_point_of_a_box_is_in_one_of_its_ranges(
    west: float, south: float, wide: float, high: float, data: st.DataObject
) -> None:
    box = Box(west, south, min(west + wide, 180), min(south + high, 90))
    ranges = ranges_of(box)
    assert len(ranges) <= MOST_CELLS
    lon = data.draw(st.floats(min_value=box.west, max_value=box.east))
    lat = data.draw(st.floats(min_value=box.south, max_value=box.north))
    assert sum(first <= cell_of(lon, lat) <= last for first, last in ranges) == 1


@given(LON, LAT, st.integers(min_value=1, max_value=31))
def test_a_larger_cell_is_the_number_shifted(lon: float, lat: float, shift: int) -> None:
    cell = cell_of(lon, lat)
    assert 0 <= cell < 1 << 62
    near = cell_of(min(lon + 1e-12, 180), lat)
    assert (cell >> 2 * shift) <= (near >> 2 * shift) or near < cell
