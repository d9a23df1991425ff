"""Everybody reads the directory by the API, and no more than the city publishes."""

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.people.models import Unit
from sanling.domain.territory.actions.hang_code_point import hang_code_point
from tests.city import SOUTH, TEST, TOWNSHIP, VILLAGE, WEST, City
from tests.interfaces.api.conftest import System
from tests.profiles import publishing

pytestmark = pytest.mark.django_db
GRID = f"{VILLAGE}001"


def test_all_offices_are_read_page_by_page(city: City) -> None:
    page = System().get("/public/offices", limit=40)
    assert page["Cache-Control"] == "public, max-age=300"
    codes = [office["code"] for office in page.json()["items"]]
    while following := page.json()["next"]:
        page = System().get("/public/offices", limit=40, cursor=following)
        codes += [office["code"] for office in page.json()["items"]]
    published = Unit.objects.exclude(kind__in=["government", "peace_office", "people_court"]).values_list(
        "code", flat=True
    )
    assert sorted(codes) == sorted(published)


def test_offices_are_sought_by_name_and_narrowed_to_a_place(city: City) -> None:
    found = System().get("/public/offices", q="zongzhi", division=TOWNSHIP, limit=1).json()["items"]
    assert [office["code"] for office in found] == [f"governance_centre-{TOWNSHIP}"]
    at = System().get("/public/offices", division=TOWNSHIP).json()["items"]
    assert {office["division"]["code"] for office in at} == {TOWNSHIP}


def test_an_offices_hours_and_duty_phone_are_told(city: City) -> None:
    Unit.objects.filter(pk=city.centre(TOWNSHIP).pk).update(hours="daily 09:00-18:00", duty_phone="12345")
    [centre] = [
        office
        for office in System().get("/public/offices", division=TOWNSHIP).json()["items"]
        if office["kind"]["code"] == "governance_centre"
    ]
    assert (centre["duty_phone"], centre["hours"], centre["closed_today"]) == (
        "12345",
        "Every day 09:00-18:00",
        False,
    )


def test_a_place_is_said_by_code_path_or_point(city: City) -> None:
    poster = hang_code_point(actor=TEST, division=GRID, place="门口")
    point = {"lon": WEST + 0.005, "lat": SOUTH + 0.005}
    for said in ({"code": poster.code}, {"division": GRID}, point):
        told = System().get("/public/in-charge", **said).json()
        assert told["division"]["code"] == GRID
        assert told["offices"][0]["kind"]["code"] == "village_committee"
        assert told["persons"] == []


def test_persons_are_told_by_surname_where_the_city_says_so(cast: dict[str, Player]) -> None:
    with publishing(persons="surname"):
        persons = System().get("/public/in-charge", division=VILLAGE).json()["persons"]
    assert persons
    assert {len(person["surname"]) for person in persons} == {1}


@pytest.mark.parametrize("said", [{"code": "NO-SUCH-1"}, {"division": "410199"}, {"lon": 1, "lat": 1}])
def test_what_is_nowhere_is_not_found(city: City, said: dict[str, object]) -> None:
    assert System().get("/public/in-charge", **said).status_code == 404


def test_a_place_has_to_be_said(city: City) -> None:
    assert System().get("/public/in-charge", lon=113).status_code == 422
