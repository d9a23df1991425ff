"""A warning opens, changes and ends by what is computed of its subject."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.matters.act import perform
from sanling.domain.matters.models import Clock, Entry, Matter
from sanling.domain.matters.numbering import take_numbers
from sanling.domain.people.cast import Player
from sanling.domain.recognition import settling
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import ColourWarning, Judged, WarningDue
from sanling.domain.recognition.settling import AT_ONCE, mark_due, settle_warnings, settle_warnings_bulk
from sanling.domain.subjects.models import Subject
from sanling.processes.reactions import react
from tests.city import CITY, City
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
from tests.domain.subjects.helpers import code_of, put, said

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
    assert warning.matter.title == f"预警解除：{school.name}"


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


def many(count: int, begin: int = 0) -> list[Subject]:
    """Return companies of which a standard says at once that they are red."""
    made = put(
        *(said(code_of(begin + nth), name=f"公司{begin + nth}") for nth in range(count)), on=date(2026, 1, 1)
    )
    Judged.objects.bulk_create(
        Judged(
            subject=each.subject,
            month=MONTH,
            division=each.subject.division_id,
            group=each.subject.group,
            type=each.subject.type,
            broken=["cases"],
            open=[],
            colour="red",
        )
        for each in made
    )
    return [each.subject for each in made]


def test_hundreds_open_in_the_lane_of_bulk_with_as_many_statements_as_tens(city: City) -> None:
    part: StandardPart = city.profile.part("standard")
    statements = []
    for begin, count in ((1000, 60), (2000, 300)):
        many(count, begin)
        assert mark_due(CITY, part) == count
        assert settle_warnings() == 0
        with CaptureQueriesContext(connection) as seen:
            assert settle_warnings_bulk() == count
        statements.append(len(seen))
    assert abs(statements[0] - statements[1]) <= 2
    assert ColourWarning.objects.filter(open=True).count() == 360
    assert not WarningDue.objects.exists()
    assert Entry.objects.filter(matter__family="warning").values("batch").distinct().count() == 2
    assert mark_due(CITY, part) == 0


def test_what_a_single_fact_changed_does_not_wait_for_a_whole_city(city: City) -> None:
    part: StandardPart = city.profile.part("standard")
    many(AT_ONCE + 5, 3000)
    mark_due(CITY, part)
    (single,) = many(1, 3900)
    assert mark_due(CITY, part, [single.pk]) == 1
    assert settle_warnings() == 1
    assert [warning.subject for warning in ColourWarning.objects.all()] == [single]


def test_what_came_about_after_the_numbers_were_drawn_is_settled_next(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    part: StandardPart = city.profile.part("standard")
    many(3, 4000)
    mark_due(CITY, part)
    usual = settling._settle.__kwdefaults__ or {}
    monkeypatch.setitem(usual, "take", lambda _count, **where: take_numbers(1, **where))
    assert settle_warnings() == 3
    assert ColourWarning.objects.count() == 1
    while settle_warnings():
        pass
    assert ColourWarning.objects.count() == 3
