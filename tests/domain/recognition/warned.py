"""Subjects of the test city with facts, and their warnings."""

from datetime import date
from typing import Any

from sanling.domain.matters.models import Matter
from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.models import Confirmation
from sanling.domain.recognition.settling import settle_warnings, settle_warnings_bulk
from sanling.domain.subjects.models import Subject
from sanling.foundation import clock
from tests.city import CITY, COUNTY, TEST, City
from tests.domain.incidents.helpers import DAY
from tests.domain.subjects.helpers import put, said

MONTH = DAY.replace(day=1)


def warn_by(city: City) -> None:
    """Publish what warnings need: the standard and the workflows."""
    publish_standard(actor=TEST, profile=city.profile)
    publish_workflows(actor=TEST, profile=city.profile)


def subject(**values: Any) -> Subject:
    """Return a company that was there all year, of the sector of the cast's department."""
    fields = {"fields": {"industry": "物业服务"}, "sector": "housing"}
    (made,) = put(said(kind="company", **fields | values), on=date(2026, 1, 1))
    assert made.refused is None, made.refused
    return made.subject


def judged(month: date = MONTH) -> None:
    """Judge a month of the whole city, and settle the warnings that follow."""
    evaluate(city=CITY, month=month)
    settle()


def settle() -> None:
    """Settle all that is due, as the worker does."""
    while settle_warnings() + settle_warnings_bulk():
        pass


def confirmed(month: date, *but: str) -> None:
    """Let the county have confirmed a month."""
    for zero in {"petitions", "accidents", "cases"} - set(but):
        Confirmation.objects.create(
            zero=zero, month=month, division_id=COUNTY, by="system:test", at=clock.now()
        )


def open_warnings(subject: Subject) -> list[Matter]:
    """Return the matters of a subject's open warnings."""
    return list(Matter.objects.filter(colour_warning__subject=subject, open=True))
