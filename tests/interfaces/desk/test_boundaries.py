"""Boundaries at the desk: administrators move lines within their reach, are told what doesn't fit, and take it back."""

import json
from typing import Any

import pytest
import shapely
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
