"""Random subjects, incidents and standards."""

from datetime import date, timedelta
from random import Random
from typing import Any

from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.rules import Kind, grade_of
from sanling.domain.recognition.config import StandardPart
from sanling.domain.subjects.models import Period, Subject
from sanling.domain.subjects.rules import Status
from sanling.foundation import clock
from tests.city import SIBLING_VILLAGE, VILLAGE

FIRST = date(2026, 7, 1)
NAME = {"zh": "名", "en": "Name"}
SOURCE = {"zh": "文件", "en": "Document"}
TYPES = {"school": "institutions", "company": "institutions", "community": "places"}
_CHOICES: dict[str, dict[str, list[Any]]] = {
    "petition_visit": {
        "channel": ["visit", "letter", "web"],
        "upheld": [True, False, None],
        "lawful": [True, False, None],
        "skips_levels": [True, False, None],
        "persons": [1, 2, 4, 5, 6, 30],
    },
    "accident": {
        "sort": ["work", "road", "fire"],
        "deaths": [0, 0, 1, 3],
        "loss": [0, 10_000_000],
        "casualties": [],
    },
    "police_figure": {
        "measure": ["criminal_cases", "order_cases"],
        "count": [1, 2, 7],
        "wide_effect": [True, False, None],
    },
}
_NUMBERS = {"persons", "deaths", "loss", "casualties", "count"}


def make_subjects(random: Random, count: int) -> list[Subject]:
    """Add subjects to the test city, each with what it was from last year on; some are no more, or elsewhere."""
    made = []
    for nth in range(count):
        kind = random.choice(list(TYPES))
        subject = Subject.objects.create(
            type=kind,
            group=TYPES[kind],
            code=f"R{nth}",
            name=f"名{nth}",
            division_id=random.choice([VILLAGE, SIBLING_VILLAGE]),
            begins_on=FIRST - timedelta(days=400),
        )
        _make_periods(random, subject)
        made.append(subject)
    return made


def _make_periods(random: Random, subject: Subject) -> None:
    days = sorted(
        {FIRST - timedelta(days=400), *(FIRST + timedelta(days=random.randint(-60, 60)) for _ in range(2))}
    )
    ends = [*days[1:], None]
    for begins_on, ends_on in zip(days, ends, strict=True):
        Period.objects.create(
            subject=subject,
            begins_on=begins_on,
            ends_on=ends_on,
            recorded_at=clock.now(),
            by="system:test",
            name=subject.name,
            division_id=random.choice([VILLAGE, SIBLING_VILLAGE]),
            status=random.choice([Status.ACTIVE] * 4 + [Status.SUSPENDED, Status.CLOSED]),
        )


def make_incidents(random: Random, subjects: list[Subject], count: int) -> None:
    """Add incidents of the last year and a half; some hold no more, some are nobody's to answer for."""
    for _ in range(count):
        kind = random.choice(list(_CHOICES))
        values = {name: random.choice(of) for name, of in _CHOICES[kind].items() if of}
        if kind == Kind.ACCIDENT:
            values |= {"serious_injuries": random.choice([0, 0, 2]), "other_injuries": random.choice([0, 1])}
            values["grade"] = grade_of(values["deaths"], values["serious_injuries"], values["loss"])
        Incident.objects.create(
            kind=kind,
            confidentiality=2 if kind == Kind.PETITION_VISIT else 0,
            division_id=VILLAGE,
            answers=random.choice([*subjects, None]),
            happened_on=FIRST + timedelta(days=random.randint(-420, 50)),
            replaced=random.random() < 0.1,
            recorded_at=clock.now(),
            by="system:test",
            **values,
        )


def make_standard(random: Random) -> StandardPart:
    """Return a standard that nobody would write."""
    zeros = ["petitions", "accidents", "cases"][: random.randint(1, 3)]
    rules = [_rule(random, nth, zero) for nth, zero in enumerate([*zeros, *random.choices(zeros, k=3)])]
    colours = [_colour(random, nth, zeros) for nth in range(random.randint(0, 3))]
    exemptions = [
        {"code": "idle", "name": NAME, "source": SOURCE, "statuses": ["suspended"]},
        {"code": "young", "name": NAME, "source": SOURCE, "types": ["school"]},
    ]
    return StandardPart.model_validate(
        {
            "zeros": [{"code": zero, "name": NAME, "confirmed_by": ["police_officer"]} for zero in zeros],
            "rules": rules,
            "colours": [*colours, {"code": "last", "name": NAME, "tone": "blue"}],
            "exemptions": random.choice([[], exemptions[:1], exemptions]),
        }
    )


def _rule(random: Random, nth: int, zero: str) -> dict[str, Any]:
    fact = random.choice(list(_CHOICES))
    numbers = sorted(_NUMBERS & set(_CHOICES[fact]))
    return {
        "code": f"rule_{nth}",
        "zero": zero,
        "name": NAME,
        "source": SOURCE,
        "fact": fact,
        "when": _when(random, fact),
        "window": random.choice(["month", "year", "12 months"]),
        "total": random.choice([None, *numbers]),
        "at_least": random.choice([1, 1, 2, 5]),
        "veto": random.random() < 0.3,
        "groups": random.choice([[], [], ["places"]]),
        "types": random.choice([[], [], ["company", "school"]]),
        "provisos": [
            {
                "name": NAME,
                "source": SOURCE,
                "when": _when(random, fact, least=1),
                "counts": random.random() < 0.4,
            }
            for _ in range(random.randint(0, 2))
        ],
    }


def _when(random: Random, fact: str, least: int = 0) -> dict[str, Any]:
    names = random.sample(list(_CHOICES[fact]), k=random.randint(least, 2))
    return {name: _wanted(random, fact, name) for name in names}


def _wanted(random: Random, fact: str, name: str) -> Any:
    of = _CHOICES[fact][name]
    if name in _NUMBERS:
        least = random.choice(of or [0, 1, 2])
        return random.choice(
            [{"at_least": least}, {"at_most": least}, {"at_least": least, "at_most": least + 3}]
        )
    if True in of:
        return random.random() < 0.6
    return random.sample(of, k=random.randint(1, len(of)))


def _colour(random: Random, nth: int, zeros: list[str]) -> dict[str, Any]:
    asked: dict[str, Any] = random.choice(
        [{"broken": random.randint(1, 3)}, {"zeros": random.sample(zeros, k=1)}, {"veto": True}]
    )
    return {"code": f"colour_{nth}", "name": NAME, "tone": "red", "warns": True, **asked}
