"""Shared words of the tests of yearly titles: a company of a sector, its months judged, and a walk to a state."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.open_year import open_year
from sanling.domain.recognition.models import Confirmation, Recognition
from sanling.domain.recognition.situations import recognition_part, standard_part
from sanling.domain.subjects.models import Subject
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor, SystemActor
from tests.city import CITY, COUNTY, TEST
from tests.domain.matters.helpers import act
from tests.domain.subjects.helpers import code_of, put, said

YEAR = 2026
SYSTEM = SystemActor("clock")
Cast = Mapping[str, Player]


def company(code: str = "", **values: Any) -> Subject:
    """Put a company of the housing sector in the cast's village, there since before the year."""
    usual = {"name": "郑州恒通食品有限公司", "sector": "housing", **values}
    (made,) = put(said(code or code_of(9), "company", **usual), on=date(2025, 1, 1))
    return made.subject


def judge_year(*, but: Iterable[tuple[str, date]] = ()) -> None:
    """Confirm all months of the year in the cast's county but some of some zeros, and judge them."""
    months, left = recognition_part(CITY).months(YEAR), set(but)
    Confirmation.objects.bulk_create(
        Confirmation(zero=zero, month=month, division_id=COUNTY, by=TEST.key, at=clock.now())
        for month in months
        for zero in standard_part(CITY).by_zero
        if (zero, month) not in left
    )
    for month in months:
        evaluate(city=CITY, month=month)


def opened(subject: Subject) -> Matter:
    """Open the year's recognition of one subject."""
    assert open_year(actor=TEST, city=CITY, year=YEAR, subjects=[subject.pk]) == 1
    return Recognition.objects.get(subject=subject, year=YEAR).matter


STEPS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("declaring", "", "declare", {"statement": "全年开展安全培训六次。", "true_and_complete": True}),
    ("checking", "intake_officer", "check", {"checked": "true_so"}),
    ("sector", "department_clerk", "give_opinion", {"opinion": "agree"}),
    ("comparing", "peace_officer", "propose", {}),
    ("published", "system", "record", {}),
    ("recording", "city_peace_officer", "grant", {}),
)


def doer(cast: Cast, who: str, matter: Matter) -> Actor:
    """Return the actor of a step: the subject by its link, the system, or somebody of the cast."""
    if who == "system":
        return SYSTEM
    return cast[who].viewer if who else LinkActor(matter.pk)


def walk(cast: Cast, matter: Matter, to: str) -> Entry | None:
    """Bring a recognition to a state, step by step, and return the last entry."""
    entry = None
    for state, who, action, fields in STEPS:
        matter.refresh_from_db()
        if matter.state == to:
            return entry
        if matter.state == state:
            entry = act(doer(cast, who, matter), matter, action, fields)
    matter.refresh_from_db()
    assert matter.state == to
    return entry
