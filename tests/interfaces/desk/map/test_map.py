"""The map on the desk: a table of places that says all that the map shows, down to the rows of each number."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.indicators.flows import flows
from sanling.domain.matters.models import Matter
from sanling.domain.territory.models import Division
from sanling.processes.figures.rebuilding import rebuild
from tests.city import CITY, COUNTY, SIBLING_COUNTY, TOWNSHIP, VILLAGE, City
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
PAGE = "/desk/map/"
ROWS = re.compile(r'href="(/desk/map/rows/[^"]+)">(\d+)</a>')
COUNTED = re.compile(r"<p>[-0-9 –]+ · \D*(\d+)")


@pytest.fixture
def counted(cast: object, workflows: None) -> None:
    """Have matters of a village, of a grid in it and of the city itself counted."""
    for division in (VILLAGE, VILLAGE, f"{VILLAGE}001", TOWNSHIP):
        registered(division=division)
    rebuild(flows()["matters"], CITY)


@pytest.fixture
def placed(cast: object, workflows: None) -> Matter:
    """A matter with a point."""
    return registered(lon=113.685, lat=34.785).matter


def read(browser: Client, address: str, **asked: str) -> str:
    answer = browser.get(address, asked or None)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.parametrize("place", [CITY, COUNTY, TOWNSHIP, VILLAGE, f"{VILLAGE}001"])
@pytest.mark.parametrize("figure", ["registered", "open"])
def test_every_number_opens_into_exactly_as_many_rows(
    counted: None, desk: SignIn, place: str, figure: str
) -> None:
    browser = desk("city_peace_officer")
    numbers = ROWS.findall(read(browser, PAGE, place=place, figure=figure))
    assert len(numbers) > 1
    for address, number in numbers:
        found = COUNTED.search(read(browser, address))
        assert found is not None
        assert found[1] == number, address


def test_places_are_coloured_by_whatever_figures_the_profile_has(counted: None, desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    known = browser.get(PAGE, {"place": TOWNSHIP}).context["form"].known
    assert {flow.flow for flow in known.values()} >= {"matters"}
    for place in (TOWNSHIP, VILLAGE):
        for code, figure in known.items():
            page = browser.get(PAGE, {"place": place, "figure": code})
            assert page.status_code == 200, code
            assert page.context["measured"].figure == figure
            for address, _number in ROWS.findall(unescape(page.content.decode())):
                assert browser.get(address).status_code == 200, address


def test_one_descends_to_a_grid_and_climbs_again_without_script(counted: None, desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    for place, below in ((CITY, COUNTY), (COUNTY, TOWNSHIP), (TOWNSHIP, VILLAGE), (VILLAGE, f"{VILLAGE}001")):
        page = read(browser, PAGE, place=place, period="year")
        assert re.search(rf'"{re.escape(PAGE)}\?place={below}&[^"]*period=year', page)
    grid = read(browser, PAGE, place=f"{VILLAGE}001", period="year")
    assert re.search(rf'"{re.escape(PAGE)}\?place={TOWNSHIP}&[^"]*period=year', grid)


def test_what_lies_in_no_part_stands_apart_and_has_no_colour(counted: None, desk: SignIn) -> None:
    page = read(desk("city_peace_officer"), PAGE, place=TOWNSHIP)
    row = page.partition(f'<tr data-area="{TOWNSHIP}"')[2].partition("</tr>")[0]
    assert "未落到下级" in row
    assert "data-shade" not in row


def test_the_outlines_are_kept_for_good_at_the_address_of_their_version(counted: None, desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    page = read(browser, PAGE, place=VILLAGE)
    (address,) = re.findall(r'data-areas="([^"]+)"', page)
    answer = browser.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert len(answer.content) < 150_000
    assert browser.get(address).json()["features"][0]["properties"]["path"] == f"{VILLAGE}001"
    older = address.rpartition("/")[0] + "/older.json"
    assert browser.get(older).headers["Location"] == address


def test_what_is_not_ones_own_is_not_there(counted: None, desk: SignIn) -> None:
    browser = desk("county_leader")
    for place in ("4110", SIBLING_COUNTY, "999999", "x"):
        assert browser.get(PAGE, {"place": place}).status_code == 404
        assert browser.get("/desk/map/rows/", {"place": place}).status_code == 404
        assert browser.get(f"/desk/map/areas/{place}/older.json").status_code == 404
    assert browser.get(PAGE).status_code == 200


def test_wrong_filters_are_told_beside_their_fields(city: City, desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    for wrong in (
        {"figure": "castles"},
        {"kind": "castle"},
        {"period": "own"},
        {"period": "own", "first": "2026-02-02", "last": "2026-02-01"},
    ):
        answer = browser.get(PAGE, wrong)
        assert answer.status_code == 422
        assert b"data-area=" not in answer.content
        assert browser.get("/desk/map/rows/", wrong).status_code == 404


def test_the_page_costs_the_same_at_every_level_and_is_small(counted: None, desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    read(browser, PAGE)
    costs = []
    for place in (CITY, COUNTY, TOWNSHIP, VILLAGE):
        with CaptureQueriesContext(connection) as seen:
            page = read(browser, PAGE, place=place)
        costs.append(len(seen))
        assert len(page.encode()) < 60_000
    assert max(costs) <= 18, costs


def points(browser: Client, **asked: str) -> tuple[int, int]:
    """Return how many are counted in a part of the map, and how many rows their list has."""
    (layer,) = browser.get("/desk/map/points/", {"layer": "matters", "zoom": "14", **asked}).json()["layers"]
    listed = browser.get(layer["url"])
    assert listed.status_code == 200
    return layer["count"], listed.context["count"]


def test_a_box_or_a_drawn_area_lists_what_is_in_it(placed: Matter, desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    assert points(browser) == (1, 1)
    assert points(browser, box="113.68,34.78;113.69,34.79") == (1, 1)
    assert points(browser, box="113.69,34.79;113.70,34.80") == (0, 0)
    assert points(browser, area="113.68,34.78;113.69,34.78;113.685,34.79") == (1, 1)
    assert points(browser, area="113.68,34.78;113.681,34.78;113.68,34.79") == (0, 0)
    assert points(browser, place=VILLAGE, kind="nothing") == (0, 0)


def test_what_stands_alone_has_its_name_and_leads_to_its_page(placed: Matter, desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    (layer,) = browser.get("/desk/map/points/", {"layer": "matters", "zoom": "14"}).json()["layers"]
    ((lon, lat, count, title, url),) = layer["clusters"]
    assert (lon, lat, count) == (113.685, 34.785, 1)
    assert title.startswith(placed.number)
    assert url == f"/desk/matters/{placed.number}/"


def test_points_stand_on_the_map_from_villages_down_and_above_when_asked_for(
    placed: Matter, desk: SignIn
) -> None:
    browser = desk("city_peace_officer")
    assert 'data-layer="matters"' in read(browser, PAGE, place=VILLAGE)
    assert 'data-layer="matters"' not in read(browser, PAGE, place=CITY)
    assert 'data-layer="matters"' in read(browser, PAGE, place=CITY, layer="matters")


def test_a_name_or_a_code_leads_there(placed: Matter, desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    for words in (Division.objects.get(path=TOWNSHIP).name, TOWNSHIP):
        found = browser.get("/desk/map/find/", {"q": words})
        assert f"place={TOWNSHIP}&" in found.headers["Location"]
    several = browser.get("/desk/map/find/", {"q": "街道"}).content.decode()
    assert several.count("/desk/map/?place=") > 2
    assert "无此地" in browser.get("/desk/map/find/", {"q": "无此地"}).content.decode()


def test_a_matter_is_gone_to_by_whoever_sees_it_alone(placed: Matter, desk: SignIn) -> None:
    found = desk("city_peace_officer").get("/desk/map/find/", {"q": placed.number})
    assert "at=113.685000%2C34.785000" in found.headers["Location"]
    hidden = desk("sibling_township_intake").get("/desk/map/find/", {"q": placed.number})
    assert hidden.status_code == 200


def test_near_here_is_the_grid_one_stands_in(placed: Matter, desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    near = browser.get("/desk/map/near/", {"at": "113.685,34.785"})
    assert f"place={VILLAGE}001" in near.headers["Location"]
    page = read(browser, near.headers["Location"])
    assert 'data-at="113.685000,34.785000"' in page
    assert "WGS-84" in page
    for beside in (browser, desk("sibling_township_intake")):
        away = beside.get("/desk/map/near/", {"at": "100.1,20.2"})
        assert "at=" not in away.headers["Location"]
    assert browser.get("/desk/map/near/", {"at": "x"}).status_code == 404
