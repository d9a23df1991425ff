"""Reports of an accident stand on its page and in the list of what is due, for who records accidents."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.incidents.models import Incident, ReportClock
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from tests.domain.incidents.helpers import accident, record
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
DUE = "/desk/incidents/due/"


def happened(minutes: int = 20) -> Incident:
    (made,) = record(accident(happened_at=clock.now() - timedelta(minutes=minutes), happened_on=None))
    return made


def test_its_page_says_who_is_to_be_told_by_when_and_takes_that_it_was(desk: SignIn) -> None:
    made, browser = happened(), desk("safety_officer")
    page = f"/desk/incidents/{made.pk}/"
    shown = browser.get(page).content.decode()
    assert "事故报告" in shown
    assert f'action="{page}report/"' in shown
    at = clock.now().astimezone(CHINA)
    said = {"level": "county", "day": at.date().isoformat(), "at": f"{at:%H:%M}"}
    assert browser.post(f"{page}report/", said).headers["Location"] == page
    assert ReportClock.objects.get(reached="county").told_at is not None
    assert "已报告" in browser.get(page).content.decode()
    again = browser.post(f"{page}report/", said)
    assert again.status_code == 422
    assert browser.post(f"{page}report/", {**said, "level": "city", "at": "25:00"}).status_code == 422


def test_who_was_told_within_the_minute_was_not_told_before_the_accident(desk: SignIn) -> None:
    told = clock.now().replace(second=45, microsecond=0) - timedelta(minutes=20)
    (made,) = record(accident(happened_at=told, happened_on=None))
    at = told.astimezone(CHINA)
    said = {"level": "county", "day": at.date().isoformat(), "at": f"{at:%H:%M}"}
    assert desk("safety_officer").post(f"/desk/incidents/{made.pk}/report/", said).status_code == 302
    assert ReportClock.objects.get(reached="county").told_at == told


def test_a_report_of_what_was_corrected_meanwhile_is_one_of_what_it_is_now(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    made, browser = happened(), desk("safety_officer")
    actor = cast["safety_officer"].viewer
    now = correct_incident(actor=actor, incident=made, values={"deaths": 2}, reason="续报")
    at = clock.now().astimezone(CHINA)
    said = {"level": "county", "day": at.date().isoformat(), "at": f"{at:%H:%M}"}
    answer = browser.post(f"/desk/incidents/{made.pk}/report/", said)
    assert answer.headers["Location"] == f"/desk/incidents/{now.pk}/"
    assert ReportClock.objects.get(reached="county").told_at is not None


def test_who_only_looks_reads_them_and_reports_nothing(desk: SignIn) -> None:
    made, browser = happened(), desk("village_secretary")
    page = f"/desk/incidents/{made.pk}/"
    assert f"{page}report/" not in browser.get(page).content.decode()
    assert browser.post(f"{page}report/", {"level": "county"}).status_code == 403
    assert browser.get(DUE).status_code == 403


def test_the_list_has_what_is_due_first_and_costs_the_same_however_long(desk: SignIn) -> None:
    browser = desk("safety_officer")
    assert "没有待上报的事故" in browser.get(DUE).content.decode()
    happened(5)
    late = happened(90)
    shown = browser.get(DUE).content.decode()
    assert shown.index(f"/desk/incidents/{late.pk}/") < shown.index(f"/desk/incidents/{late.pk - 1}/")
    with CaptureQueriesContext(connection) as few:
        browser.get(DUE)
    for minutes in range(10, 15):
        happened(minutes)
    with CaptureQueriesContext(connection) as many:
        browser.get(DUE)
    assert len(many) == len(few) <= 12
