"""What the demonstration city has of incidents: some of each kind in each month, at some of its subjects."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any

from sanling.domain.incidents.actions.record_incidents import Told, record_incidents
from sanling.domain.incidents.rules import Channel, Kind
from sanling.domain.subjects.models import Subject
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.days import today
from sanling.foundation.profile.loader import Profile

ACTOR = SystemActor("demo")
DAYS = 390
# Of a hundred subjects, so many had something in this time; fewer of them something that breaks a zero.
SHARE = 0.12


def stage(*, profile: Profile, posts: Mapping[str, int], village: str) -> None:
    """Record them, and some of which nobody is known yet who answers for them."""
    random = Random(5)  # noqa: S311 -- invented incidents
    subjects = list(Subject.objects.filter(city=profile.city, ends_on=None).order_by("code"))
    some = random.sample(subjects, int(len(subjects) * SHARE))
    record_incidents(actor=ACTOR, city=profile.city, told=list(_told(random, some)))


def _told(random: Random, subjects: Sequence[Subject]) -> Iterator[Told]:
    for subject in subjects:
        for _nth in range(random.choice([1, 1, 1, 2, 4])):
            kind = random.choices(list(Kind), weights=[4, 2, 3, 2])[0]
            answers = None if random.random() < 0.1 else subject.pk
            where = {
                "division_id": subject.division_id,
                "site_id": subject.pk,
                "answers_id": answers,
                "happened_on": today() - timedelta(days=random.randint(0, DAYS)),
            }
            yield Told(kind=kind, values=where | _VALUES[kind](random))


def _visit(random: Random) -> dict[str, Any]:
    skips = random.random() < 0.4
    return {
        "channel": random.choice([Channel.VISIT, Channel.VISIT, Channel.LETTER, Channel.WEB]),
        "reached": random.choice(["county", "city", "province"] if skips else ["township", "county"]),
        "persons": random.choice([1, 1, 1, 2, 3, 5, 8]),
        "skips_levels": skips,
        "lawful": not skips and random.random() < 0.7,
        "upheld": random.random() < 0.4,
        "repeat": random.random() < 0.2,
    }


def _accident(random: Random) -> dict[str, Any]:
    return {
        "sort": random.choice(["work", "road", "fire", "other"]),
        "deaths": random.choices([0, 1, 3], weights=[40, 3, 1])[0],
        "serious_injuries": random.choices([0, 1], weights=[5, 1])[0],
        "other_injuries": random.choices([0, 1, 2], weights=[5, 2, 1])[0],
        "loss": random.randrange(0, 400_000, 1_000),
    }


def _figure(random: Random) -> dict[str, Any]:
    measure = random.choice(["criminal_calls", "order_calls", "order_calls", "criminal_cases", "order_cases"])
    return {"measure": measure, "count": random.randint(1, 3), "wide_effect": random.random() < 0.1}


def _dispute(random: Random) -> dict[str, Any]:
    return {"reached": random.choice(["township", "township", "county"]), "persons": random.randint(2, 9)}


_VALUES = {
    Kind.PETITION_VISIT: _visit,
    Kind.ACCIDENT: _accident,
    Kind.POLICE_FIGURE: _figure,
    Kind.RISEN_DISPUTE: _dispute,
}
