"""Finding divisions, and their outlines for maps."""

import json

import pytest
import shapely
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.territory import maps, queries
from sanling.domain.territory.config import english_name
from sanling.domain.territory.rules import Level
from tests.city import CITY, COUNTY, TOWNSHIP, VILLAGE, City

pytestmark = pytest.mark.usefixtures("city")


@pytest.mark.parametrize(
    "typed", ["花园路", "huayuanlu", "hyl", "410105002", " 花 园 路 ", "HuaYuanLu", "花园路街道"]
)
def test_a_division_is_found_by_name_pinyin_initials_or_code(typed: str) -> None:
    assert queries.find(typed, within=CITY)[0].pk == TOWNSHIP


def test_a_re_hung_street_is_found_by_its_statistical_code() -> None:
    assert queries.find("410105562", within=CITY)[0].pk == "410191562"
    found = queries.by_code("410105562")
    assert found is not None
    assert found.pk == "410191562"


def test_a_search_stays_within_its_division_and_levels() -> None:
    assert not queries.find("花园路", within="410104")
    assert not queries.find("花园路", within=CITY, levels=[Level.VILLAGE])
    assert {one.level for one in queries.find("社区", within=CITY, levels=[Level.VILLAGE])} == {12}


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "'; drop table x"])
def test_nothing_typed_or_nothing_meant_finds_nothing(typed: str) -> None:
    assert not queries.find(typed, within=CITY)


def test_the_way_down_is_one_query() -> None:
    with CaptureQueriesContext(connection) as captured:
        names = [one.name for one in queries.breadcrumbs(VILLAGE)]
    assert names == ["河南省", "郑州市", "金水区", "花园路街道", "通信花园社区居民委员会"]
    assert len(captured) == 1


def test_children_are_those_one_level_below() -> None:
    assert [one.pk for one in queries.children(COUNTY)] == ["410105001", TOWNSHIP]


def test_english_names_come_from_the_profile() -> None:
    assert english_name(COUNTY, "金水区") == "Jinshui District"
    assert english_name("410191", "郑东新区") == "Zhengdong New Area"
    assert english_name(VILLAGE, "通信花园社区居民委员会") == "Tongxinhuayuan Community"


def test_outlines_are_geojson_with_five_decimals_and_say_that_they_demonstrate(city: City) -> None:
    collection = maps.outlines(VILLAGE, Level.GRID)
    shapes = [shapely.from_geojson(json.dumps(one["geometry"])) for one in collection["features"]]
    assert [one["id"] for one in collection["features"]] == [f"{VILLAGE}{n:03d}" for n in range(1, 5)]
    assert all(one["properties"]["demonstration"] for one in collection["features"])
    assert shapely.coverage_is_valid(shapes)
    numbers = shapely.get_coordinates(shapes).ravel()
    assert all(round(number, 5) == number for number in numbers)
