"""How disputes ended is told to everybody from the sums of whole months, and never of few."""

from datetime import date, timedelta

import pytest

from sanling.domain.indicators.distribution import bucket_of
from sanling.domain.matters.counted import DISTRIBUTED, MEASURES
from sanling.processes.figures.models import Summed
from sanling.processes.figures.outcomes import ENDED, SETTLED, TIME, Outcomes, outcomes
from tests.city import CITY

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)
TWO_DAYS = bucket_of(timedelta(days=2))


def summed(ended: int, settled: int, *, month: date = date(2026, 11, 1), **other: object) -> None:
    """Keep the sums of a month."""
    common = {
        "flow": "matters",
        "level": 4,
        "by": "category",
        "monthly": True,
        "place": CITY,
        "period": month,
        "family": "reported",
        "kind": "dispute",
        "value": "neighbours",
        "secrecy": 0,
    }
    rows = (
        ([ENDED, SETTLED], [0, 0], [ended, settled], False),
        ([TIME], [TWO_DAYS], [settled], True),
    )
    for measures, buckets, amounts, distributed in rows:
        Summed.objects.create(
            **(common | other), distributed=distributed, measures=measures, buckets=buckets, amounts=amounts
        )


def told() -> Outcomes | None:
    return outcomes(CITY, "dispute", ["neighbours"], months=12, smallest=3, today=TODAY)


def test_the_measures_are_those_that_are_counted() -> None:
    assert {ENDED, SETTLED, TIME} <= set(MEASURES)
    assert TIME in DISTRIBUTED


def test_whole_months_of_the_category_alone_are_added() -> None:
    assert told() is None
    summed(10, 7)
    summed(5, 4, month=date(2025, 12, 1))
    summed(90, 90, month=date(2026, 12, 1))
    summed(90, 90, month=date(2025, 11, 1))
    summed(90, 90, value="labour")
    summed(90, 90, kind="hazard")
    summed(90, 90, secrecy=1)
    summed(90, 90, secrecy=9)
    found = told()
    assert found is not None
    assert (found.first, found.last) == (date(2025, 12, 1), date(2026, 11, 1))
    assert (found.ended, found.settled) == (15, 11)
    assert found.days in (2, 3)


@pytest.mark.parametrize(
    ("ended", "settled", "is_told"), [(2, 2, False), (3, 3, True), (6, 4, False), (7, 4, True), (9, 2, False)]
)
def test_neither_few_settled_nor_few_others_are_told(ended: int, settled: int, is_told: bool) -> None:
    summed(ended, settled)
    assert (told() is not None) == is_told
