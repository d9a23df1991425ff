"""A call begins with its number: what it brought before is there before anything is written down."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from tests.city import TOWNSHIP
from tests.domain.matters.helpers import PHONE, act, registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
CALLER = "/desk/new/caller/"


def told(browser: Client, phone: str) -> str:
    answer = browser.post(CALLER, {"applicant_phone": phone})
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


def test_what_a_number_brought_before_is_told_the_open_ones_first(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    still_open, ended = registered().matter, registered().matter
    act(cast["intake_officer"].viewer, ended, "refuse", {"cause": "outside", "reason": "不属于受理范围"})
    page = told(desk("intake_officer"), "138 0000 0000")
    assert page.index(still_open.number) < page.index(ended.number)
    assert page.count("尚未办结") == 1


@pytest.mark.parametrize("typed", ["", "12", "x", "138000000001111", "\x00"])
def test_what_is_no_number_is_looked_up_by_nobody(desk: SignIn, typed: str) -> None:
    assert not told(desk("intake_officer"), typed).strip()
    assert not AuditRow.objects.filter(act="privacy.seek").exists()


def test_a_number_that_brought_nothing_is_said_to_have_brought_nothing(desk: SignIn) -> None:
    assert "没有您可以查看的事项" in told(desk("intake_officer"), "13800000999")


def test_it_costs_the_same_however_much_was_brought(desk: SignIn) -> None:
    browser = desk("intake_officer")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            told(browser, PHONE)
        return len(asked)

    registered()
    cost()
    before = cost()
    for _nth in range(7):
        registered()
    assert cost() == before
    assert before <= 16


def test_the_form_begins_with_the_number_and_in_ones_own_street(desk: SignIn) -> None:
    page = desk("intake_officer").get("/desk/new/").content.decode()
    assert page.index('name="applicant_phone"') < page.index('name="about"')
    assert f'name="division_key" value="{TOWNSHIP}"' in page
    wide = desk("county_intake_officer").get("/desk/new/").content.decode()
    assert 'name="division_key" value=""' in wide
