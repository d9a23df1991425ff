"""Finding divisions, and their outlines for maps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from sanling.domain.territory import queries
from sanling.domain.territory.rules import Level
from tests.city import CITY, COUNTY, TOWNSHIP, VILLAGE

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
    assert {division.level for division in queries.find("社区", within=CITY, levels=[Level.VILLAGE])} == {12}


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "'; drop table x"])
def test_nothing_typed_or_nothing_meant_finds_nothing(typed: str) -> None:
    assert not queries.find(typed, within=CITY)


def test_the_way_down_is_one_query() -> None:
    with CaptureQueriesContext(connection) as captured:
        names = [division.name for division in queries.breadcrumbs(VILLAGE)]
    assert names == ["河南省", "郑州市", "金水区", "花园路街道", "通信花园社区居民委员会"]
    assert len(captured) == 1


def test_children_are_those_one_level_below() -> None:
    assert [division.pk for division in queries.children(COUNTY)] == ["410105001", TOWNSHIP]


def test_a_place_is_told_from_the_county_down_without_the_readers_own_and_with_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    whole = {
        VILLAGE: "金水区 花园路街道 通信花园社区居民委员会",
        TOWNSHIP: "金水区 花园路街道",
        COUNTY: "金水区",
    }
    with django_assert_num_queries(1):
        assert queries.place_names([*whole, VILLAGE]) == whole
    near = queries.place_names(whole, below=TOWNSHIP)
    assert near == {VILLAGE: "通信花园社区居民委员会", TOWNSHIP: "花园路街道", COUNTY: "金水区"}
    assert queries.place_names(["4101"]) == {"4101": ""}
    assert queries.place_names([]) == {}
