"""A page of one incident costs the same however often it was corrected, and says what cites it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.foundation.profile.registry import profile_for
from tests.city import CITY, TEST
from tests.domain.incidents.helpers import record, visit
from tests.domain.subjects.helpers import put, said, school
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def queries(browser: object, page: str) -> int:
    browser.get(page)  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(page).status_code == 200  # type: ignore[attr-defined]
    return len(seen)


def test_the_page_costs_the_same_however_often_it_was_corrected(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    site = school()
    (row,) = record(visit(site_id=site.pk, answers_id=site.pk))
    browser, officer = desk("petition_officer"), cast["petition_officer"].viewer
    row = correct_incident(actor=officer, incident=row, values={"persons": 2}, reason="核实")
    before = queries(browser, f"/desk/incidents/{row.pk}/")
    for persons in range(3, 9):
        row = correct_incident(actor=officer, incident=row, values={"persons": persons}, reason="核实")
    assert queries(browser, f"/desk/incidents/{row.pk}/") == before
    assert before <= 13, before


def test_the_month_and_the_rule_that_cite_it_are_shown(desk: SignIn) -> None:
    (added,) = put(said(), on=date(2026, 1, 1))
    site = added.subject
    (row,) = record(visit(site_id=site.pk, answers_id=site.pk, persons=8))
    publish_standard(actor=TEST, profile=profile_for(CITY))
    evaluate(city=CITY, month=date(2026, 7, 1))
    shown = desk("petition_officer").get(f"/desk/incidents/{row.pk}/").content.decode()
    assert "打破的“零”" in shown
    assert f'href="/desk/subjects/{site.pk}/"' in shown


def test_a_subjects_card_lists_what_it_answers_for(desk: SignIn) -> None:
    site = school()
    (row,) = record(visit(answers_id=site.pk))
    own, others = f'href="/desk/incidents/{row.pk}/"', f"/desk/subjects/{site.pk}/"
    assert own in desk("petition_officer").get(others).content.decode()
    assert own not in desk("village_secretary").get(others).content.decode()
