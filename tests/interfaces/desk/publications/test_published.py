"""Published figures are read as they were printed; what they are now stands beside, and a draft waits for a second."""

from datetime import date
from html import unescape
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.publications.models import Publication
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.subjects.models import Subject
from tests.city import CITY, City
from tests.domain.publications.helpers import Cast, asked, drafted, judge, published
from tests.domain.recognition.random_city import FIRST, make_incidents
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
LIST = "/desk/rates/published/"


@pytest.fixture(autouse=True)
def judged(city: City, cast: Cast) -> list[Subject]:
    return judge(city)


def read(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def decide(browser: Client, made: Publication, decision: str, shown: str = "") -> str:
    answer = browser.post(f"{LIST}{made.pk}/decide/", {"decision": decision, "shown": shown}, follow=True)
    return unescape(answer.content.decode())


def test_what_was_printed_stands_beside_what_it_is_now(
    cast: Cast, desk: SignIn, judged: list[Subject]
) -> None:
    made = published(cast)
    line = made.lines.first()
    assert line is not None
    printed = f"{line.numerator}/{line.denominator}"
    page = read(desk("city_leader"), f"{LIST}{made.pk}/")
    assert printed in page
    assert "现：" not in page
    make_incidents(Random(2), judged, 60)
    evaluate(city=CITY, month=FIRST)
    page = read(desk("city_leader"), f"{LIST}{made.pk}/")
    assert printed in page
    assert "现：" in page
    assert "现：" not in read(desk("township_leader"), f"{LIST}{made.pk}/")


def test_a_draft_is_published_by_a_second_person_from_its_page(cast: Cast, desk: SignIn) -> None:
    made = drafted(cast)
    browser = desk("city_leader")
    page = read(browser, f"{LIST}{made.pk}/")
    assert 'value="confirm"' in page
    assert "草稿与页面所示不一致" in decide(browser, made, "confirm", "0" * 64)
    assert "已公布" in decide(browser, made, "confirm", made.shown)
    assert "此前已作出决定" in decide(browser, made, "confirm", made.shown)
    assert 'value="confirm"' not in read(browser, f"{LIST}{made.pk}/")
    assert made.title in read(desk("township_leader"), LIST)


def test_its_drafter_is_offered_to_throw_it_away_and_not_to_publish_it(cast: Cast, desk: SignIn) -> None:
    made = drafted(cast)
    browser = desk("city_peace_officer")
    page = read(browser, f"{LIST}{made.pk}/")
    assert 'value="reject"' in page
    assert 'value="confirm"' not in page
    assert (
        browser.post(f"{LIST}{made.pk}/decide/", {"decision": "confirm", "shown": made.shown}).status_code
        == 403
    )
    assert "作废" in decide(browser, made, "reject")
    assert browser.get(f"{LIST}{made.pk}/").status_code == 404


def test_what_was_replaced_says_by_what_and_both_stay(cast: Cast, desk: SignIn) -> None:
    old = published(cast)
    new = published(cast, replaces=old.pk, reason="漏统一个区", title="更正")
    page = read(desk("township_leader"), f"{LIST}{old.pk}/")
    assert f"{LIST}{new.pk}/" in page
    assert "漏统一个区" in page
    assert "已被取代" in read(desk("township_leader"), LIST)


def test_who_may_not_read_it_finds_nothing(cast: Cast, desk: SignIn) -> None:
    made = published(cast)
    browser = desk("village_secretary")
    assert made.title not in read(browser, LIST)
    assert browser.get(f"{LIST}{made.pk}/").status_code == 404


def test_pages_cost_the_same_however_many_there_are(cast: Cast, desk: SignIn) -> None:
    small, browser = published(cast), desk("city_leader")
    large = published(cast, asked(deep=12))
    read(browser, LIST)
    costs = []
    for address in (f"{LIST}{small.pk}/", f"{LIST}{large.pk}/", LIST):
        with CaptureQueriesContext(connection) as seen:
            read(browser, address)
        costs.append(len(seen))
    assert costs[0] == costs[1]
    assert max(costs) <= 14, costs


def test_a_change_on_the_month_before_that_is_otherwise_now_says_so(cast: Cast, desk: SignIn) -> None:
    made = published(cast)
    assert "现：" not in read(desk("city_leader"), f"{LIST}{made.pk}/")
    evaluate(city=CITY, month=date(2026, 6, 1))
    assert "现：" in read(desk("city_leader"), f"{LIST}{made.pk}/")
