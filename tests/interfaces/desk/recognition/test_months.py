"""A month county by county: every number opens into its rows, and the lead department confirms its own."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Confirmation, Judged
from sanling.domain.recognition.months import months_back
from sanling.processes.reactions import react
from tests.city import CITY, COUNTY, TEST, City
from tests.domain.incidents.helpers import accident, record
from tests.domain.subjects.helpers import HOSPITAL, SCHOOL, put, said
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
MONTH = months_back(2)[1]
NUMBER = re.compile(r'<a href="(/desk/ledgers/judged/\?[^"]*)">(\d+)</a>')


@pytest.fixture(autouse=True)
def _judged(city: City) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    school, _hospital = put(
        said(SCHOOL), said(HOSPITAL, "hospital", name="通信花园医院"), on=date(2026, 1, 1)
    )
    record(accident(answers_id=school.subject.pk, happened_on=MONTH))
    evaluate(city=CITY, month=MONTH)


def test_every_number_opens_into_exactly_its_rows(desk: SignIn) -> None:
    browser = desk("peace_officer")
    numbers = NUMBER.findall(browser.get("/desk/months/").content.decode())
    assert {int(number) for _url, number in numbers} == {0, 1, 2}
    for url, number in numbers:
        page = browser.get(unescape(url))
        assert len(page.context["shown"].rows) == int(number), url


def test_the_lead_department_confirms_its_month_and_takes_it_back(desk: SignIn) -> None:
    browser = desk("petition_officer")
    asked = {"month": f"{MONTH:%Y-%m}", "zero": "petitions", "division": COUNTY}
    assert "确认数据已齐" in browser.get("/desk/months/").content.decode()
    assert browser.post("/desk/months/confirm/", asked).status_code == 302
    react()
    assert not Judged.objects.filter(month=MONTH, open__contains=["petitions"]).exists()
    confirmation = Confirmation.objects.get()
    assert browser.post(f"/desk/months/confirmed/{confirmation.pk}/reopen/").status_code == 302
    react()
    assert Judged.objects.filter(month=MONTH, open__contains=["petitions"]).count() == 2


@pytest.mark.parametrize(
    "change", [{"zero": "cases"}, {"zero": "none"}, {"division": "410104"}, {"division": ""}]
)
def test_nobody_confirms_what_is_anothers(desk: SignIn, change: dict[str, str]) -> None:
    asked = {"month": f"{MONTH:%Y-%m}", "zero": "petitions", "division": COUNTY, **change}
    assert desk("petition_officer").post("/desk/months/confirm/", asked).status_code == 403
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize("month", ["2026-13", "x", "1999-01", "２０２６-１０"])
def test_a_month_that_is_not_shown_is_not_found(desk: SignIn, month: str) -> None:
    assert desk("peace_officer").get("/desk/months/", {"month": month}).status_code == 404


def test_a_month_that_is_not_over_is_neither_offered_nor_taken(desk: SignIn) -> None:
    this_month = months_back(1)[0]
    evaluate(city=CITY, month=this_month)
    browser, asked = desk("petition_officer"), {"month": f"{this_month:%Y-%m}"}
    page = browser.get("/desk/months/", asked).content.decode()
    assert "确认数据已齐" not in page
    assert "当月结束后方可确认" in page
    confirmed = {**asked, "zero": "petitions", "division": COUNTY}
    answer = browser.post("/desk/months/confirm/", confirmed, follow=True)
    assert "本月尚未结束" in answer.content.decode()
    assert not Confirmation.objects.exists()


def test_a_month_that_was_not_judged_says_so(desk: SignIn) -> None:
    page = desk("peace_officer").get("/desk/months/", {"month": f"{months_back(13)[12]:%Y-%m}"})
    assert "尚未评定" in page.content.decode()


def test_a_month_is_read_with_a_fixed_number_of_statements(desk: SignIn) -> None:
    browser = desk("peace_officer")
    browser.get("/desk/months/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        browser.get("/desk/months/")
    sayings = [said(f"X{number}", "scenic_area", name=f"景区{number}") for number in range(20)]
    put(*sayings, on=date(2026, 1, 1))
    evaluate(city=CITY, month=MONTH)
    with CaptureQueriesContext(connection) as many:
        browser.get("/desk/months/")
    assert len(many) == len(few)
