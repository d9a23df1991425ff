"""The page of a month says what it still needs, and leads to each."""

from datetime import date

import pytest

from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.confirm_month import confirm_month
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.months import months_back
from sanling.domain.recognition.queries import month_by_county
from sanling.domain.subjects.actions.take_stock import take_stock
from sanling.interfaces.desk.recognition.needs import needs
from tests.city import CITY, COUNTY, TEST, City
from tests.domain.subjects.helpers import put, said
from tests.interfaces.desk.conftest import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("judged")]
MONTH = months_back(2)[1]


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
