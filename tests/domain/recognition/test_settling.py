"""A warning opens, changes and ends by what is computed of its subject."""

from datetime import date

import pytest

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.matters.act import perform
from sanling.domain.matters.models import Clock, Entry, Matter
from sanling.domain.people.cast import Player
from sanling.domain.recognition.models import ColourWarning, WarningDue
from sanling.processes.reactions import react
from tests.city import City
from tests.domain.incidents.helpers import accident, record, visit
from tests.domain.recognition.warned import (
    MONTH,
    confirmed,
    judged,
    open_warnings,
    settle,
    subject,
    warn_by,
)

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
NEXT = date(2026, 8, 1)


@pytest.fixture(autouse=True)
def _city(city: City, cast: Cast) -> None:
    warn_by(city)


def test_a_fact_opens_one_warning_for_the_sector_department(cast: Cast) -> None:
    school = subject()
    judged()
    record(visit(answers_id=school.pk), accident(answers_id=school.pk))
    react()
    settle()
    (matter,) = open_warnings(school)
    assert (matter.family, matter.state, matter.title) == ("warning", "raised", f"橙色预警：{school.name}")
    assert matter.unit.code == "housing-410105"
    assert Clock.objects.filter(matter=matter, code="work_off", stopped_at=None).exists()
    standing = Entry.objects.get(matter=matter).params["standing"]
    assert (standing["colour"], standing["month"]) == ("orange", "2026-07")
    assert [reason["rule"] for reason in standing["reasons"]] == ["casualties", "skip_level_visit"]
    assert not WarningDue.objects.exists()


def test_worked_off_it_waits_until_its_cause_is_gone_and_is_kept_then(cast: Cast) -> None:
    school = subject()
    judged()
    (made,) = record(visit(answers_id=school.pk))
    react()
    settle()
    (matter,) = open_warnings(school)
    perform(
        actor=cast["department_leader"].viewer,
        matter_id=matter.pk,
        action="work_off",
        version=matter.version,
        fields={"measures": "已约谈并上门回访"},
    )
    assert Matter.objects.get(pk=matter.pk).state == "worked_off"
    correct_incident(
        actor=cast["petition_officer"].viewer, incident=made, values={"upheld": False}, reason="复核不属实"
    )
    react()
    settle()
    warning = ColourWarning.objects.select_related("matter").get()
    assert (warning.open, warning.matter.state, warning.matter.outcome) == (False, "lifted", "lifted")


def test_a_colour_that_rises_is_an_act_on_the_same_warning(cast: Cast) -> None:
    school = subject()
    judged()
    record(visit(answers_id=school.pk))
    react()
    settle()
    record(accident(answers_id=school.pk))
    react()
    settle()
    (matter,) = open_warnings(school)
    assert list(Entry.objects.filter(matter=matter).order_by("pk").values_list("code", flat=True)) == [
        "register",
        "rise",
    ]
    assert ColourWarning.objects.get().colour == "orange"
    assert matter.title == f"橙色预警：{school.name}"


def test_a_month_that_is_not_established_ends_nothing_and_one_that_is_kept_does(cast: Cast) -> None:
    school = subject()
    judged()
    record(visit(answers_id=school.pk))
    judged()
    judged(NEXT)
    assert open_warnings(school)
    confirmed(NEXT)
    judged(NEXT)
    assert not open_warnings(school)
    assert MONTH < NEXT
