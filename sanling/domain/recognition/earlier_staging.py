"""What the demonstration city has of a year before the system: as many subjects and titles as were printed of it.

Where a city's divisions are fewer than were printed, there are villages more that have been merged since; where they
are more, the rest came later. All that is added has invented names that say so, and codes that are nobody's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from sanling.domain.indicators.tallying import tally
from sanling.domain.recognition.actions.take_over_titles import Earlier, take_over_titles
from sanling.domain.recognition.demonstration_config import DemonstrationPart, Outcome, Population
from sanling.domain.recognition.measures import TITLES
from sanling.domain.recognition.situations import recognition_part, standard_part
from sanling.domain.subjects.actions.put_subjects import Said, put_subjects
from sanling.domain.subjects.models import Period, Subject
from sanling.domain.subjects.rules import CodeKind, Status
from sanling.domain.subjects.staging import charge, invented
from sanling.domain.territory.rules import Level
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.days import midnight, next_month, today
from sanling.foundation.profile.loader import Profile

ACTOR = SystemActor("demo")
SINCE = timedelta(days=60)
# Counties differ: how often subjects fail there, beside each other, whether few of them do or half.
BEST, WORST = 0.6, 1.6
CODES = 1000


@dataclass(frozen=True)
class _Year:
    """The year that is shown, with its last day; all of it lies more than a year back."""

    number: int
    first: date
    last: date


def stage_earlier(profile: Profile) -> None:
    """Add what is missing of the subjects that were printed, and take over the titles."""
    part: DemonstrationPart = profile.part("demonstration")
    recognition = recognition_part(profile.city)
    if not part.populations or recognition.kind is None:
        return
    random = Random(11)  # noqa: S311 -- invented subjects
    number = recognition.last_over(today().replace(day=1)) - 1
    months = recognition.months(number)
    year = _Year(number, months[0], next_month(months[-1]) - timedelta(days=1))
    for population in part.populations:
        _populate(profile, population, year, random)
    earlier = [title for outcome in part.outcomes for title in _titles(profile, part, outcome, year, random)]
    take_over_titles(actor=ACTOR, city=profile.city, earlier=earlier)
    tally(TITLES, profile.city, date(number, 1, 1))


def _populate(profile: Profile, population: Population, year: _Year, random: Random) -> None:
    """Have as many subjects of a population as were printed at the year's end."""
    there = Subject.objects.filter(
        city=profile.city, type__in=population.types, begins_on__lte=year.last
    ).exclude(ends_on__lte=year.last)
    keys = list(there.order_by("code").values_list("pk", flat=True))
    too_many = len(keys) - population.subjects
    if too_many > 0:
        later = random.sample(keys, too_many)
        Subject.objects.filter(pk__in=later).update(begins_on=year.last + SINCE)
        Period.objects.filter(subject__in=later, begins_on__lte=year.last).update(begins_on=year.last + SINCE)
    elif profile.part("subjects").by_type[population.types[0]].known_by is CodeKind.DIVISION:
        _merge(profile, population, -too_many, year, random)
    else:
        said = list(invented(profile, population.types, -too_many, random))
        puts = put_subjects(actor=ACTOR, city=profile.city, said=said, on=year.first)
        # Of their own chance, so that the subjects and their titles stay as they are.
        charge(profile, [put.subject.pk for put in puts], year.first, Random(5))  # noqa: S311 -- invented people


def _merge(profile: Profile, population: Population, count: int, year: _Year, random: Random) -> None:
    """Add places that there were, and that have become part of their neighbours since."""
    kind = population.types[0]
    active = Subject.objects.filter(city=profile.city, type__in=population.types, status=Status.ACTIVE)
    found = list(active.order_by("code"))
    into = random.choices(found, k=count)
    taken = {place.code for place in found}
    said = []
    for place in into:
        township = place.code[: Level.TOWNSHIP]
        code = next(code for nth in reversed(range(CODES)) if (code := f"{township}{nth:03d}") not in taken)
        taken.add(code)
        name = f"{place.name.removesuffix('村民委员会').removesuffix('村委会')}撤并村（虚构）"
        said.append(Said(code=code, type=kind, values={"name": name, "division_id": place.division_id}))
    put_subjects(actor=ACTOR, city=profile.city, said=said, on=year.first)
    over = [
        Said(code=new.code, type=kind, values={"status": Status.MERGED.value, "into_id": place.pk})
        for new, place in zip(said, into, strict=True)
    ]
    put_subjects(actor=ACTOR, city=profile.city, said=over, on=year.last + SINCE)


def _titles(
    profile: Profile, part: DemonstrationPart, outcome: Outcome, year: _Year, random: Random
) -> Iterator[Earlier]:
    """Yield the titles of a group: the best were recognised, and of the others the best kept what is said of zeros."""
    there = Subject.objects.filter(city=profile.city, group=outcome.group, begins_on__lte=year.last).exclude(
        ends_on__lte=year.last
    )
    zeros = list(standard_part(profile.city).by_zero)
    ranked = _ranked(list(there.order_by("code").values_list("pk", "division")), random)
    for nth, subject in enumerate(ranked):
        granted = nth < outcome.recognised
        broken = {zero for zero, kept in outcome.kept.items() if nth >= kept}
        if not granted and not broken:
            # Of the zeros of which nothing is said, where there is such.
            broken = {random.choice([zero for zero in zeros if zero not in outcome.kept] or zeros)}
        yield Earlier(
            subject=subject,
            year=year.number,
            granted=granted,
            document=part.document,
            at=midnight(year.last),
            kept={zero: zero not in broken for zero in zeros},
        )


def _ranked(subjects: Sequence[tuple[int, str]], random: Random) -> list[int]:
    """Return subjects in the order in which they did well, which differs by county."""
    counties = sorted({division[: Level.COUNTY] for _key, division in subjects})
    failing = {county: random.uniform(BEST, WORST) for county in counties}
    chances = {key: random.expovariate(failing[division[: Level.COUNTY]]) for key, division in subjects}
    return sorted(chances, key=lambda key: chances[key], reverse=True)
