"""What happens to a matter is counted seconds later, once, whatever came first: as a plain count of its rows has it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanling.domain.indicators.flows import flows
from sanling.domain.matters.models import Matter
from sanling.processes.figures.folding import CELLS, fold
from sanling.processes.figures.models import Fact, Rollup
from sanling.processes.figures.rebuilding import differences, rebuild
from sanling.processes.simulation.invent import Inventor
from sanling.processes.simulation.life import write
from sanling.processes.simulation.pictures import demonstration_pictures
from tests.city import CITY, COUNTY, SIBLING_COUNTY, TEST, VILLAGE
from tests.processes.figures.plain import counted, kept
from tests.processes.simulation.lives import KINDS, lived
from tests.processes.simulation.replay import replay_together

pytestmark = pytest.mark.django_db
MATTERS = flows()["matters"]


def sum_of(measure: str, place: str = CITY, *, monthly: bool = False) -> int:
    found = Rollup.objects.filter(flow="matters", measure=measure, place=place, monthly=monthly, by="")
    return found.aggregate(sum=Sum("amount"))["sum"] or 0


@settings(
    max_examples=5,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=2),
    seed=st.integers(0, 10_000),
    likely=st.sampled_from(["reopen", "escalate", "return", "supervise", "withdraw", "rate", "whistle"]),
)
def test_acts_are_counted_as_they_happen_as_their_rows_have_it(
    inventor: Inventor, kinds: list[str], seed: int, likely: str
) -> None:
    lives = [
        lived(replace(inventor, likely={likely: 30.0}, only=(kind,)), seed + at, 20 + at)
        for at, kind in enumerate(kinds)
    ]
    for at, life in enumerate(lives):
        life.matter.number = f"ZZ-261122-{at:05}-A"
    with transaction.atomic():
        (picture, *_others) = demonstration_pictures(city=CITY, actor=TEST)
        for matter in replay_together(lives, picture):
            # What happened last waits for the next beat.
            fold(MATTERS, [matter.pk])
            assert kept(matter) == counted(matter), matter.kind
        assert list(differences(MATTERS, CITY)) == []
        assert sum_of("registered") == len(kinds)
        transaction.set_rollback(True)


@pytest.fixture
def written(inventor: Inventor) -> list[Matter]:
    """Write a few dozen lives, of which nothing is counted yet."""
    random = Random(5)
    lives = []
    for number in range(40):
        life = lived(replace(inventor, only=(random.choice(KINDS),)), number, random.randrange(1, 300))
        life.matter.number = f"ZZ-261122-{number:05}-A"
        lives.append(life)
    write(lives)
    return list(Matter.objects.order_by("pk"))


def test_folding_twice_and_in_any_order_is_folding_once(written: list[Matter]) -> None:
    keys = [matter.pk for matter in written]
    random = Random(3)
    for _round in range(6):
        fold(MATTERS, random.sample(keys, 25))
    fold(MATTERS, keys)
    assert list(differences(MATTERS, CITY)) == []
    assert sum_of("registered") == len(keys)
    before = set(Rollup.objects.values_list("place", "period", "measure", "by", "value", "bucket", "amount"))
    rebuild(MATTERS, CITY)
    assert before == set(
        Rollup.objects.values_list("place", "period", "measure", "by", "value", "bucket", "amount")
    )


def test_sums_of_a_level_days_and_cuts_are_the_same(written: list[Matter]) -> None:
    fold(MATTERS, [matter.pk for matter in written])
    whole = Fact.objects.filter(measure="registered").aggregate(sum=Sum("amount"))["sum"]
    for level, monthly, by in CELLS:
        found = Rollup.objects.filter(level=level, monthly=monthly, by=by, measure="registered")
        assert found.aggregate(sum=Sum("amount"))["sum"] == whole, (level, monthly, by)


def test_what_moves_to_another_county_is_counted_there_alone(written: list[Matter]) -> None:
    fold(MATTERS, [matter.pk for matter in written])
    before, other = sum_of("registered", COUNTY), sum_of("registered", SIBLING_COUNTY)
    moved = written[0]
    there = Matter.objects.exclude(county=COUNTY).values_list("division", flat=True).first() or SIBLING_COUNTY
    Matter.objects.filter(pk=moved.pk).update(division=there)
    fold(MATTERS, [moved.pk])
    assert sum_of("registered", COUNTY) == before - 1
    assert sum_of("registered", SIBLING_COUNTY) == other + 1
    assert list(differences(MATTERS, CITY)) == []


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 30, 15, 59, 59, tzinfo=UTC), "2026-11-30"),
        (datetime(2026, 11, 30, 16, 0, 0, tzinfo=UTC), "2026-12-01"),
        (datetime(2026, 11, 30, 16, 0, 1, tzinfo=UTC), "2026-12-01"),
    ],
)
def test_a_day_begins_at_midnight_in_the_city(written: list[Matter], at: datetime, day: str) -> None:
    matter = written[0]
    Matter.objects.filter(pk=matter.pk).update(registered_at=at)
    fold(MATTERS, [matter.pk])
    (fact,) = Fact.objects.filter(source=matter.pk, measure="registered")
    assert fact.day.isoformat() == day
    (month,) = Rollup.objects.filter(measure="registered", monthly=True, place=CITY, by="")
    assert month.period.isoformat() == f"{day[:7]}-01"


def test_what_is_corrected_leaves_no_stale_day(written: list[Matter]) -> None:
    keys = [matter.pk for matter in written]
    fold(MATTERS, keys)
    for matter in written:
        matter.registered_at -= timedelta(days=90)
    Matter.objects.bulk_update(written, ["registered_at"])
    fold(MATTERS, keys)
    assert list(differences(MATTERS, CITY)) == []
    days = set(Rollup.objects.filter(measure="registered").values_list("period", flat=True))
    latest = max(matter.registered_at for matter in written).date()
    assert max(days) <= latest + timedelta(days=1)
    assert not Rollup.objects.filter(amount=0).exists()


def test_an_open_matter_is_open_at_the_end_of_each_day(written: list[Matter]) -> None:
    fold(MATTERS, [matter.pk for matter in written])
    assert sum_of("open") == Matter.objects.filter(open=True).count()
    township = Matter.objects.filter(open=True, township=VILLAGE[:9])
    assert sum_of("open", VILLAGE[:9], monthly=True) == township.count()
