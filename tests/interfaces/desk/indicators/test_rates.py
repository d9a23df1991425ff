"""Rates stand on a page by division, down to the rows behind each number, under each viewer's reach."""

import re
from html import unescape
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from tests.city import CITY, SIBLING_COUNTY, TEST, VILLAGE, City
from tests.domain.recognition.random_city import FIRST, make_incidents, make_subjects
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
PAGE = "/desk/rates/"
ROWS = "/desk/rates/rows/"
MONTH = {"indicator": "met", "period": "2026-07"}


@pytest.fixture
def judged(city: City, cast: object) -> None:
    """Judge a month of a random city."""
    random = Random(11)
    publish_standard(actor=TEST, profile=city.profile)
    make_incidents(random, make_subjects(random, 40), 40)
    evaluate(city=CITY, month=FIRST)


def read(browser: Client, address: str, **asked: str) -> str:
    answer = browser.get(address, asked or None)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


COUNT = re.compile(r"<p>\D{0,3}(\d+) ")
NUMBER = re.compile(r'href="(/desk/rates/rows/[^"]+)">(\d+)</a>')


@pytest.mark.parametrize("by", ["place", "sector", "type"])
def test_every_number_opens_into_exactly_as_many_rows(judged: None, desk: SignIn, by: str) -> None:
    browser = desk("city_peace_officer")
    page = read(browser, PAGE, **MONTH, by=by)
    assert ("未分行业</td>" in page) == (by == "sector")
    numbers = NUMBER.findall(page)
    assert len(numbers) > 8
    for address, number in dict.fromkeys(numbers):
        counted = COUNT.search(read(browser, address))
        assert counted is not None
        assert counted.group(1) == number, address


def test_who_sees_all_of_a_place_sees_the_rank_of_what_lies_in_it(judged: None, desk: SignIn) -> None:
    assert 'data-label="名次">1<' in read(desk("city_peace_officer"), PAGE, **MONTH)
    assert 'data-label="名次">—<' in read(desk("township_leader"), PAGE, **MONTH)


def test_what_is_of_no_sector_has_no_rank_among_departments_and_types_have_none(
    judged: None, desk: SignIn
) -> None:
    browser = desk("city_peace_officer")
    by_sector = read(browser, PAGE, **MONTH, by="sector")
    of_none = by_sector.partition("未分行业</td>")[2].partition("</tr>")[0]
    assert 'data-label="名次">—<' in of_none
    by_type = read(browser, PAGE, **MONTH, by="type")
    assert not re.search(r'data-label="名次">\d', by_type)
    assert "名次按" in by_sector
    assert "名次按" not in by_type


def test_it_goes_down_to_the_village_and_up_again(judged: None, desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    page = read(browser, PAGE, **MONTH)
    assert f"place={VILLAGE[:6]}" in page
    assert f"place={VILLAGE[:9]}" in read(browser, PAGE, **MONTH, place=VILLAGE[:6])
    township = read(browser, PAGE, **MONTH, place=VILLAGE[:9])
    assert f"place={VILLAGE}" in township
    assert f"place={VILLAGE[:6]}" in township


def test_what_there_is_not_is_404_and_what_is_not_seen_is_told_of_nobody(judged: None, desk: SignIn) -> None:
    browser = desk("township_leader")
    for wrong in ({"indicator": "castles"}, {"period": "1999-01"}, {"place": "4401"}, {"zero": "gas"}):
        assert browser.get(PAGE, {**MONTH, **wrong}).status_code == 404
    assert browser.get(ROWS, {**MONTH, "measure": "castles"}).status_code == 404
    assert not NUMBER.findall(read(browser, PAGE, **MONTH, place=SIBLING_COUNTY))
    beside = COUNT.search(read(browser, ROWS, **MONTH, measure="judged", place=SIBLING_COUNTY))
    assert beside is not None
    assert beside.group(1) == "0"


def test_before_anything_was_counted_the_page_says_so(city: City, desk: SignIn) -> None:
    assert "/desk/rates/rows/" not in read(desk("city_peace_officer"), PAGE)


def test_the_page_costs_the_same_by_whatever_it_is_broken_down(judged: None, desk: SignIn) -> None:
    browser = desk("city_peace_officer")
    read(browser, PAGE, **MONTH)
    costs = []
    for by in ("place", "sector", "type"):
        with CaptureQueriesContext(connection) as seen:
            read(browser, PAGE, **MONTH, by=by)
        costs.append(len(seen))
    assert max(costs) <= 16, costs
