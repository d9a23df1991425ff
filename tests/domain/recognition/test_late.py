"""A late fact takes up again what was decided without knowing it, once, and says which month."""

from datetime import date

import pytest

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.recognition.models import Title
from sanling.processes.reactions import react
from tests.domain.incidents.helpers import record, visit
from tests.domain.recognition.yearly import Cast, walk

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
