"""Maps get outlines as GeoJSON in WGS-84, as fine as fits."""

import json

import pytest
import shapely

from sanling.domain.territory import maps
from sanling.domain.territory.maps import outlines, point_feature, sketch
from sanling.domain.territory.models import Boundary
from sanling.domain.territory.points import map_point, place_point
from sanling.domain.territory.rules import Level
from sanling.foundation.datum import Datum, convert
from tests.city import BEGAN, CITY, SIDE, SOUTH, VILLAGE, WEST, City

pytestmark = pytest.mark.usefixtures("city")
FIRST = (WEST + SIDE / 2, SOUTH + SIDE / 2)


def test_outlines_are_geojson_with_five_decimals_and_say_that_they_demonstrate(city: City) -> None:
    collection = maps.outlines(VILLAGE, Level.GRID)
    shapes = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in collection["features"]]
    assert [feature["id"] for feature in collection["features"]] == [f"{VILLAGE}{n:03d}" for n in range(1, 5)]
    assert all(feature["properties"]["demonstration"] for feature in collection["features"])
    assert shapely.coverage_is_valid(shapes)
    numbers = shapely.get_coordinates(shapes).ravel()
    assert all(round(number, 5) == number for number in numbers)


def test_a_city_in_the_datum_of_phones_maps_is_drawn_right_on_maps_of_the_world(
    gcj_city: None,
) -> None:
    placed = place_point(CITY, *convert(*FIRST, of=Datum.GCJ02, to=Datum.WGS84), datum=Datum.WGS84)
    assert placed is not None
    assert (placed.lon, placed.lat) == pytest.approx(FIRST, abs=1e-9)
    drawn = outlines(VILLAGE, Level.GRID)["features"][0]
    shape = shapely.geometry.shape(drawn["geometry"])
    point = shapely.geometry.shape(point_feature(map_point(CITY, *FIRST) or (0, 0))["geometry"])
    assert point.distance(shape.centroid) < 2e-5
    assert point.distance(shapely.Point(FIRST)) > 0.004


def test_a_point_is_sketched_in_the_outline_of_its_village_or_what_is_drawn_above(city: City) -> None:
    assert sketch(f"{VILLAGE}001", *FIRST) is None
    village = shapely.box(WEST, SOUTH, WEST + 2 * SIDE, SOUTH + SIDE)
    Boundary.objects.create(
        division_id=VILLAGE, wkb=village.wkb, demonstration=True, source="test", valid_from=BEGAN.date()
    )
    drawn = sketch(f"{VILLAGE}001", *FIRST)
    assert drawn is not None
    assert drawn.demonstration
    assert drawn.wide == 320
    # A degree of longitude is shorter than one of latitude, by the cosine of the latitude.
    assert drawn.high == pytest.approx(320 / 2 / 0.8214, abs=1)
    assert (drawn.x, drawn.y) == pytest.approx((80, drawn.high / 2), abs=1)
    assert drawn.path.startswith("M")
    assert sketch(VILLAGE, WEST + 1, SOUTH) is None
