"""Boundaries at the desk: administrators move lines within their reach, are told what doesn't fit, and take it back."""

import json
from typing import Any

import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.territory.models import Boundary, Redrawing
from sanling.foundation.days import today
from tests.city import CITY, COUNTY, SIDE, SOUTH, TOWNSHIP, VILLAGE, WEST
from tests.domain.territory.drawn import FIRST, MIDDLE, draw_piece, outline
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
PAGE = "/desk/boundaries/"
TO = [WEST + SIDE * 1.2, SOUTH + SIDE * 1.1]


def mesh_on(browser: Client, place: str = VILLAGE) -> Any:
    return browser.get(PAGE, {"place": place}).context["mesh"]


def drawing(mesh: Any, was: tuple[float, float], to: list[float]) -> str:
    nth = mesh["points"].index([round(was[0], 7), round(was[1], 7)])
    return json.dumps({"version": mesh["version"], "points": {nth: to}})


def send(browser: Client, drawn: str, **other: str) -> Any:
    said = {"drawing": drawn, "on": today().isoformat(), "basis": "政办〔2026〕1号"} | other
    return browser.post(f"{PAGE}?place={VILLAGE}", said)


def test_a_line_is_moved_and_taken_back(desk: SignIn) -> None:
    draw_piece()
    browser = desk("administrator")
    answer = send(browser, drawing(mesh_on(browser), MIDDLE, TO))
    assert answer.headers["Location"] == f"{PAGE}?place={VILLAGE}"
    assert TO in shapely.get_coordinates(outline(FIRST)).tolist()
    redrawing = Redrawing.objects.get()
    page = browser.get(PAGE, {"place": TOWNSHIP}).content.decode()
    assert "政办〔2026〕1号" in page
    browser.post(f"{PAGE}{redrawing.pk}/back/")
    assert outline(FIRST).area == pytest.approx(SIDE * SIDE)
    page = browser.get(PAGE, {"place": TOWNSHIP}).content.decode()
    assert "已撤回" in page
    assert f"{redrawing.pk}/back/" not in page


def test_what_does_not_fit_is_told_by_name_and_what_was_drawn_is_kept(desk: SignIn) -> None:
    draw_piece()
    browser = desk("administrator")
    drawn = drawing(mesh_on(browser), (WEST, SOUTH), [WEST - SIDE, SOUTH])
    answer = send(browser, drawn)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "第一网格" in page.partition("error-summary")[2]
    assert drawn in str(answer.context["form"]["drawing"].value())
    assert Redrawing.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"drawing": ""},
        {"drawing": "{"},
        {"drawing": '{"version": "x", "parts": 1}'},
        {"drawing": '{"version": "x"}'},
        {"basis": ""},
        {"on": "2999-01-01"},
        {"on": ""},
    ],
)
def test_what_is_missing_or_unreadable_is_told(desk: SignIn, wrong: dict[str, str]) -> None:
    draw_piece()
    browser = desk("administrator")
    answer = send(browser, drawing(mesh_on(browser), MIDDLE, TO), **wrong)
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert Boundary.objects.filter(source="政办〔2026〕1号").count() == 0


def test_a_number_of_no_point_is_told(desk: SignIn) -> None:
    browser = desk("administrator")
    mesh = mesh_on(browser)
    answer = send(browser, json.dumps({"version": mesh["version"], "points": {"999": [113.0, 34.0]}}))
    assert answer.status_code == 422


def test_a_place_that_is_not_ones_own_is_not_there(desk: SignIn) -> None:
    browser = desk("administrator")
    for place in ("4110", "999999", "x"):
        assert browser.get(PAGE, {"place": place}).status_code == 404
        assert browser.post(f"{PAGE}?place={place}").status_code == 404
    assert desk("intake_officer").get(PAGE).status_code == 403


def test_one_begins_at_the_own_place_and_goes_down(desk: SignIn) -> None:
    draw_piece()
    browser = desk("administrator")
    page = browser.get(PAGE)
    assert page.context["place"].path == CITY
    assert f"{PAGE}?place={COUNTY}" in page.content.decode()
    empty = browser.get(PAGE, {"place": "410122"})
    assert empty.context["here"] is None


def test_the_page_costs_the_same_whatever_is_open(desk: SignIn) -> None:
    draw_piece()
    browser = desk("administrator")
    mesh_on(browser)
    costs = []
    for place in (FIRST, VILLAGE, TOWNSHIP, COUNTY):
        with CaptureQueriesContext(connection) as seen:
            mesh_on(browser, place)
        costs.append(len(seen))
    assert max(costs) <= 18, costs


def test_lines_are_handed_out_and_a_file_of_them_is_shown_before_it_holds(desk: SignIn) -> None:
    draw_piece()
    browser = desk("administrator")
    answer = browser.get(f"{PAGE}file/", {"place": VILLAGE, "datum": "bd09"})
    assert f"{VILLAGE}-bd09.geojson" in answer.headers["Content-Disposition"]
    collection = answer.json()
    brought = bring(browser, collection, "bd09")
    assert json.loads(brought.context["form"]["drawing"].value())["parts"] == {}
    ring = collection["features"][0]["geometry"]["coordinates"][0]
    east = max(range(len(ring) - 1), key=lambda nth: ring[nth][0] + ring[nth][1])
    ring.insert(east, [ring[east][0] + SIDE / 4, ring[east][1] - SIDE / 2])
    brought = bring(browser, {"features": collection["features"][:1]}, "bd09")
    assert set(json.loads(brought.context["form"]["drawing"].value())["parts"]) == {FIRST, f"{VILLAGE}002"}
    assert Redrawing.objects.count() == 0


def bring(browser: Client, collection: Any, datum: str) -> Any:
    sent = SimpleUploadedFile("lines.geojson", json.dumps(collection).encode())
    answer = browser.post(f"{PAGE}bring/?place={VILLAGE}", {"file": sent, "datum": datum, "near": "1"})
    assert answer.status_code == 200
    return answer


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe\x00", b'{"features": [{"id": "1"}]}'])
def test_a_file_that_can_not_be_read_is_told(desk: SignIn, content: bytes) -> None:
    sent = {"file": SimpleUploadedFile("lines.geojson", content), "datum": "wgs84", "near": "1"}
    answer = desk("administrator").post(f"{PAGE}bring/?place={VILLAGE}", sent)
    assert answer.status_code == 422
    assert answer.context["bring"].errors


def test_no_file_is_handed_out_of_what_is_not_drawn_or_in_no_datum(desk: SignIn) -> None:
    browser = desk("administrator")
    for wrong in ({"place": "410122"}, {"place": VILLAGE, "datum": "mars"}, {"place": "4110"}):
        assert browser.get(f"{PAGE}file/", wrong).status_code == 404


def test_a_grid_is_divided_at_the_desk(desk: SignIn) -> None:
    draw_piece()
    browser = desk("administrator")
    mesh = mesh_on(browser)
    ((ring,),) = next(part["polygons"] for part in mesh["parts"] if part["key"] == FIRST)
    drawn = {
        "version": mesh["version"],
        "parts": {FIRST: [[ring[:3]]], "+1": [[[ring[2], ring[3], ring[0]]]]},
        "begun": {"+1": {"name": "第五网格", "of": FIRST}},
    }
    assert send(browser, json.dumps(drawn)).status_code == 302
    assert outline(f"{VILLAGE}005").area == pytest.approx(SIDE * SIDE / 2)
    mesh = mesh_on(browser)
    drawn = {"version": mesh["version"], "ended": {VILLAGE: f"{VILLAGE}001"}}
    assert send(browser, json.dumps(drawn)).status_code == 422
