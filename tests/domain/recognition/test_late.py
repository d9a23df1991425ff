"""A late fact takes up again what was decided without knowing it, once, and says which month."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.recognition.actions.open_year import open_year
from sanling.domain.recognition.late import take_up_late
from sanling.domain.recognition.models import Recognition, Title
from sanling.processes.reactions import react
from tests.city import CITY, TEST
from tests.domain.incidents.helpers import record, visit
from tests.domain.recognition.yearly import YEAR, Cast, walk
from tests.domain.subjects.helpers import code_of, put, said

pytestmark = pytest.mark.django_db


def test_a_title_is_taken_up_again_with_the_month_before_ones_eyes(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "recognised")
    officer = cast["petition_officer"].viewer
    subject = recognition.recognition.subject_id
    record(visit(answers_id=subject, happened_on=date(2026, 7, 3)), actor=officer)
    react()
    recognition.refresh_from_db()
    assert (recognition.state, recognition.open) == ("comparing", True)
    assert Title.objects.get().ended_why == "零上访：2026-07"
    assert recognition.recognition.comparisons.get(zero="petitions").broken == [date(2026, 7, 1)]
    record(visit(answers_id=subject, happened_on=date(2026, 7, 5)), actor=officer)
    react()
    assert Entry.objects.filter(matter=recognition, code="take_up").count() == 1


def test_what_lies_outside_the_year_changes_nothing(recognition: Matter, cast: Cast) -> None:
    walk(cast, recognition, "recognised")
    subject = recognition.recognition.subject_id
    (made,) = record(
        visit(answers_id=subject, happened_on=date(2025, 10, 3)), actor=cast["petition_officer"].viewer
    )
    react()
    correct_incident(
        actor=cast["petition_officer"].viewer,
        incident=made,
        values={"answers_id": None},
        reason="责任认定有误",
    )
    react()
    recognition.refresh_from_db()
    assert recognition.state == "recognised"


def test_looking_for_late_facts_costs_the_same_for_many_subjects(recognising: None) -> None:
    counts = []
    for more in (range(5), range(5, 45)):
        put(
            *(said(code_of(100 + nth), "company", name=f"第{nth}号公司") for nth in more), on=date(2025, 1, 1)
        )
        open_year(actor=TEST, city=CITY, year=YEAR)
        Matter.objects.filter(recognition__year=YEAR).update(state="published")
        subjects = list(Recognition.objects.values_list("subject", flat=True))
        take_up_late(subjects)
        with CaptureQueriesContext(connection) as seen:
            assert take_up_late(subjects) == 0
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 4
