"""The sums of a month are what is counted row by row, at each level, and only what changed is summed again."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from sanling.domain.indicators.models import Tallied, Tally
from sanling.domain.indicators.tallying import LEVELS, tally
from sanling.domain.recognition.actions.evaluate import evaluate
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.measures import JUDGED
from sanling.domain.recognition.models import Confirmation, Judged
from sanling.foundation import clock
from tests.city import CITY, COUNTY, TEST, City
from tests.domain.recognition.random_city import FIRST, make_incidents, make_subjects

pytestmark = pytest.mark.django_db
Cell = tuple[int, str, str, str, str, str, str]


def stored(period: date) -> dict[Cell, int]:
    rows = Tally.objects.filter(stock="judged", period=period)
    names = ("level", "place", "group", "type", "sector", "measure", "zero")
    return {tuple(row[:-1]): row[-1] for row in rows.values_list(*names, "count")}


def by_hand(period: date, city: City) -> dict[Cell, int]:
    counted: Counter[Cell] = Counter()
    zeros = [zero.code for zero in city.profile.part("standard").zeros]
    for row in Judged.objects.filter(month=period, exempt=""):
        told = [("judged", "")]
        told += [("met", zero) for zero in zeros if zero not in row.broken and zero not in row.open]
        told += [("unclear", zero) for zero in zeros if zero in row.open]
        told += [("coloured", row.colour)] if row.colour else []
        if not row.broken:
            told.append(("unclear", "") if row.open else ("met", ""))
        for level in LEVELS:
            for measure, zero in told:
                counted[int(level), row.division[:level], row.group, row.type, row.sector, measure, zero] += 1
    return dict(counted)


@pytest.mark.parametrize("seed", range(6))
def test_sums_are_the_rows_counted_and_follow_single_subjects(city: City, seed: int) -> None:
    random = Random(seed)
    standard = publish_standard(actor=TEST, profile=city.profile)
    assert standard is not None
    subjects = make_subjects(random, 25)
    make_incidents(random, subjects, 30)
    for zero in ("petitions", "accidents", "cases"):
        if random.random() < 0.7:
            Confirmation.objects.create(
                zero=zero, month=FIRST, division_id=COUNTY, by="system:test", at=clock.now()
            )
    evaluate(city=CITY, month=FIRST)
    assert stored(FIRST) == by_hand(FIRST, city)
    make_incidents(random, subjects, 10)
    evaluate(city=CITY, month=FIRST, subjects=[subject.pk for subject in random.sample(subjects, 5)])
    assert stored(FIRST) == by_hand(FIRST, city)


def test_summing_again_changes_nothing_and_says_when(city: City) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    make_subjects(Random(1), 5)
    evaluate(city=CITY, month=FIRST)
    before = stored(FIRST)
    assert before
    first = Tallied.objects.get(stock="judged").at
    tally(JUDGED, CITY, FIRST)
    tally(JUDGED, CITY, FIRST, counties=[])
    assert stored(FIRST) == before
    assert Tallied.objects.get(stock="judged").at > first
