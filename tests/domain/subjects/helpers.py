"""Subjects for the tests, in the test city."""

from datetime import date
from typing import Any

from stdnum.cn import uscc

from sanling.domain.subjects.actions.put_charges import InCharge, put_charges
from sanling.domain.subjects.actions.put_subjects import Put, Said, put_subjects
from sanling.domain.subjects.models import Charge, Subject
from sanling.foundation.audit.actor import Actor
from sanling.foundation.days import today
from tests.city import CITY, TEST, VILLAGE


def code_of(nth: int) -> str:
    """Return a unified social credit code that belongs to nobody: of no registering office (area 999999)."""
    begins = f"91999999MA{nth:07d}"
    return begins + str(uscc.calc_check_digit(begins))


SCHOOL, HOSPITAL = code_of(1), code_of(2)


def said(code: str = SCHOOL, kind: str = "school", **values: Any) -> Said:
    """Return what is said of a school in the cast's village, with some of it said otherwise."""
    return Said(code=code, type=kind, values={"name": "通信花园小学", "division_id": VILLAGE, **values})


def put(*sayings: Said, actor: Actor = TEST, on: date | None = None) -> list[Put]:
    """Put subjects, today unless said otherwise."""
    return put_subjects(actor=actor, city=CITY, said=sayings or [said()], on=on or today())


def led_school(phone: str = "+8615400000000") -> Charge:
    """Return who is in charge at a school that is there."""
    lead = InCharge("李校长", phone)
    put_charges(actor=TEST, charges={school().pk: {"lead": lead}}, on=today())
    return Charge.objects.get(name=lead.name)


def school(**values: Any) -> Subject:
    """Return a school that is there."""
    (made,) = put(said(**values))
    assert made.refused is None, made.refused
    return Subject.objects.get(pk=made.subject.pk)
