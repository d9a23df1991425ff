"""Whatever happens in whatever order, a subject has one open warning, exactly while its colour warns."""

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.rules import Kind
from sanling.domain.matters.models import Clock, Entry, Matter, Stage
from sanling.domain.people.cast import Player
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.models import ColourWarning, Confirmation, Judged
from sanling.domain.subjects.models import Subject
from sanling.processes.reactions import react
from tests.city import CITY, COUNTY, City
from tests.domain.incidents.helpers import accident, record, visit
from tests.domain.recognition.warned import confirmed, settle, warn_by
from tests.domain.subjects.helpers import code_of, put, said

pytestmark = pytest.mark.django_db
MONTHS = (date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1))


def wanted(subject: Subject, part: StandardPart) -> str:
    """Return the colour of which a subject is to be warned, month after month as one would by hand."""
    colour = ""
    for judged in Judged.objects.filter(subject=subject).order_by("month"):
        colour = judged.colour or ("" if judged.exempt else colour)
    return colour if colour in part.by_colour and part.by_colour[colour].warns else ""


def happenings(random: Random, subjects: list[Subject], cast: dict[str, Player]) -> Iterator[None]:
    """Let things happen: facts, their corrections, months confirmed and opened again, evaluations."""
    for _nth in range(14):
        what, month, subject = random.randint(0, 5), random.choice(MONTHS), random.choice(subjects)
        facts = list(Incident.objects.filter(replaced=False, withdrawn=False))
        if what <= 1:
            record(random.choice([visit, accident])(answers_id=subject.pk, happened_on=month))
        elif what == 2 and facts:
            found = random.choice(facts)
            officer = cast["petition_officer" if found.kind == Kind.PETITION_VISIT else "safety_officer"]
            correct_incident(actor=officer.viewer, incident=found, values={"answers_id": None}, reason="更正")
        elif what == 3:
            Confirmation.objects.filter(month=month, division=COUNTY).delete()
            confirmed(month, *random.choice([(), (), ("cases",)]))
            evaluate(city=CITY, month=month)
        elif what == 4:
            Confirmation.objects.filter(month=month, division=COUNTY).delete()
            evaluate(city=CITY, month=month)
        if random.random() < 0.7:
            react()
            settle()
        yield


@pytest.mark.parametrize("seed", range(6))
def test_one_open_warning_a_subject_exactly_while_its_colour_warns(
    city: City, cast: dict[str, Player], seed: int
) -> None:
    warn_by(city)
    part: StandardPart = city.profile.part("standard")
    random = Random(seed)
    subjects = [
        made.subject
        for made in put(*(said(code_of(nth), name=f"小学{nth}") for nth in range(3)), on=date(2026, 1, 1))
    ]
    for month in MONTHS:
        evaluate(city=CITY, month=month)
    for _ in happenings(random, subjects, cast):
        assert ColourWarning.objects.filter(open=True).count() <= len(subjects)
    react()
    settle()
    for subject in subjects:
        own = ColourWarning.objects.filter(subject=subject, open=True)
        assert [warning.colour for warning in own] == [colour for colour in [wanted(subject, part)] if colour]
    for warning in ColourWarning.objects.select_related("matter"):
        assert warning.open is warning.matter.open is (warning.matter.state != "lifted")
        assert Stage.objects.filter(matter=warning.matter_id, ended_at=None).exists() or not warning.open
        assert not Clock.objects.filter(matter=warning.matter_id, stopped_at=None).exists() or warning.open
    assert Matter.objects.filter(family="warning").count() == ColourWarning.objects.count()
    told = Entry.objects.filter(matter__family="warning").values_list("code", flat=True)
    assert set(told) <= {"register", "rise", "fall", "lift"}
