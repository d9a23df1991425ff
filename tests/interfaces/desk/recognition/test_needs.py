"""The page of a month says what it still needs, and leads to each."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.confirm_month import confirm_month
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.months import months_back
from sanling.domain.recognition.queries import month_by_county
from sanling.domain.subjects.actions.take_stock import take_stock
from sanling.interfaces.desk.recognition.needs import needs, needs_of_post, needs_some
from tests.city import CITY, COUNTY, TEST, City
from tests.domain.subjects.helpers import put, said
from tests.interfaces.desk.conftest import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judged")]
MONTH = months_back(2)[1]
STATEMENTS = 7


@pytest.fixture
def judged(cast: dict[str, Player], workflows: None, city: City) -> None:
    """Judge a month of a school."""
    publish_standard(actor=TEST, profile=city.profile)
    put(said(), on=date(2026, 1, 1))
    evaluate(city=CITY, month=MONTH)


def left(player: Player) -> list[int]:
    return [need.left for need in needs(player.viewer, MONTH, month_by_county(player.viewer, MONTH))]


def test_what_departments_confirm_is_needed_no_more(cast: dict[str, Player]) -> None:
    officer = cast["peace_officer"]
    assert left(officer) == [1, 3, 0, 0]
    confirm_month(actor=cast["petition_officer"].viewer, zero="petitions", month=MONTH, division=COUNTY)
    clerk = cast["sibling_department_clerk"].viewer
    take_stock(actor=clerk, month=MONTH, expected={(COUNTY, "education"): 1})
    assert left(officer) == [0, 2, 0, 0]


def test_each_leads_where_it_is_done(cast: dict[str, Player], desk: SignIn) -> None:
    browser = desk("peace_officer")
    assert "本月还需要" in browser.get("/desk/months/", {"month": f"{MONTH:%Y-%m}"}).content.decode()
    officer = cast["peace_officer"].viewer
    for need in needs(officer, MONTH, month_by_county(officer, MONTH)):
        answer = browser.get(need.url)
        assert need.url.startswith("#") or answer.status_code == 200, (need, answer.context["form"].errors)


def test_the_inbox_tells_each_post_what_it_has_to_do_itself(cast: dict[str, Player]) -> None:
    told = {
        who: [(need.url.split("?")[0], need.left) for need in needs_of_post(cast[who].viewer, MONTH)]
        for who in ("peace_officer", "petition_officer", "sibling_department_clerk", "mediator")
    }
    lists, zeros = "/desk/subjects/complete/", "/desk/months/"
    assert told == {
        # Who oversees the others, all of it.
        "peace_officer": [(lists, 1), (zeros, 3)],
        "petition_officer": [(zeros, 1)],
        "sibling_department_clerk": [(lists, 1)],
        "mediator": [],
    }
    assert {who: needs_some(cast[who].viewer) for who in (*told, "administrator")} == {
        "peace_officer": True,
        "petition_officer": True,
        "sibling_department_clerk": True,
        "mediator": False,
        "administrator": False,
    }


def test_the_inbox_asks_for_it_once_it_stands_and_pays_nothing_for_it(
    cast: dict[str, Player], desk: SignIn
) -> None:
    browser = desk("peace_officer")
    page = browser.get("/desk/").content.decode()
    assert page.count('hx-get="/desk/months/needs/"') == 1
    part = browser.get("/desk/months/needs/").content.decode()
    assert "还需要" in part
    assert f'href="/desk/months/?month={MONTH:%Y-%m}#confirmed"' in part
    assert len(part.encode()) < 2000
    viewer = cast["peace_officer"].viewer
    with CaptureQueriesContext(connection) as seen:
        needs_of_post(viewer, MONTH)
    assert len(seen) == STATEMENTS, [query["sql"] for query in seen]
    mediators = desk("mediator")
    assert "/desk/months/needs/" not in mediators.get("/desk/", follow=True).content.decode()
    assert mediators.get("/desk/months/needs/").status_code == 403


def test_where_nothing_is_left_the_part_is_empty(cast: dict[str, Player], desk: SignIn) -> None:
    for zero, who in (
        ("petitions", "petition_officer"),
        ("accidents", "safety_officer"),
        ("cases", "police_officer"),
    ):
        confirm_month(actor=cast[who].viewer, zero=zero, month=MONTH, division=COUNTY)
    assert desk("petition_officer").get("/desk/months/needs/").content.decode().strip() == ""
