"""A period is read as it is written, and what isn't over is compared with the same part of what was before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.processes.figures.periods import (
    Grain,
    Period,
    Stretch,
    period_of,
    read_period,
    stretch_of,
    telling_month,
)

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-11-28", date(2026, 11, 28), date(2026, 11, 28)),
        ("2026-W48", date(2026, 11, 23), date(2026, 11, 29)),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-10-05..2026-11-28", date(2026, 10, 5), date(2026, 11, 28)),
    ],
)
def test_a_period_is_read_as_it_is_written(written: str, first: date, last: date) -> None:
    period = read_period(written)
    assert (period.first, period.last) == (first, last)
    assert str(period) == written


@pytest.mark.parametrize(
    "written",
    [
        "", "2026-13", "2026-Q5", "2026-W54", "2025-W53", "2026-02-29", "0001", "1900", "9999", "２０２６", "2_026",
        "2026-11-28..2026-11-27", "2000-01-01..2026-01-01", "2026-11-28\n", " 2026",
    ],
)  # fmt: skip
def test_what_is_none_is_refused(written: str) -> None:
    with pytest.raises(ValueError):
        read_period(written)


@given(DAYS, st.sampled_from([grain for grain in Grain if grain is not Grain.RANGE]))
def test_periods_follow_one_another_without_a_gap(day: date, grain: Grain) -> None:
    period = period_of(grain, day)
    assert period.first <= day <= period.last
    assert period.before().last + DAY == period.first
    assert read_period(str(period)) == period


@given(DAYS, st.integers(0, 400), st.sampled_from(list(Grain)), st.integers(0, 500))
def test_the_same_part_is_compared(day: date, length: int, grain: Grain, gone: int) -> None:
    period = Period(grain, day, day + length * DAY) if grain is Grain.RANGE else period_of(grain, day)
    found = period.compared(period.first + gone * DAY)
    assert found.now.first == period.first
    assert found.now.last == min(period.last, period.first + gone * DAY)
    assert found.before.last < period.first
    if found.now.last < period.last:
        # Of a shorter month there is less.
        assert found.before.days in (found.now.days, period.before().days)
        assert abs(found.year_before.days - found.now.days) <= 1
    else:
        assert (found.before, found.year_before) == (period.before(), period.year_before())


def test_a_running_month_is_compared_with_its_days_that_have_come() -> None:
    found = read_period("2026-03").compared(date(2026, 3, 30))
    assert (found.before.first, found.before.last) == (date(2026, 2, 1), date(2026, 2, 28))
    assert (found.year_before.first, found.year_before.last) == (date(2025, 3, 1), date(2025, 3, 30))


def test_a_leap_day_is_compared_with_the_day_before() -> None:
    found = read_period("2028-02").compared(date(2028, 2, 29))
    assert found.year_before.last == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("stretch", "first", "last"),
    [
        (Stretch.WEEK, date(2026, 1, 9), date(2026, 1, 15)),
        (Stretch.DAYS, date(2025, 12, 17), date(2026, 1, 15)),
        (Stretch.MONTH, date(2026, 1, 1), date(2026, 1, 15)),
        (Stretch.LAST_MONTH, date(2025, 12, 1), date(2025, 12, 31)),
        (Stretch.QUARTER, date(2026, 1, 1), date(2026, 1, 15)),
        (Stretch.YEAR, date(2026, 1, 1), date(2026, 1, 15)),
        (Stretch.LAST_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_stretch_moves_with_today(stretch: Stretch, first: date, last: date) -> None:
    found = stretch_of(stretch, date(2026, 1, 15))
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 12, 1), "2026-11"),
        (date(2026, 12, 5), "2026-11"),
        (date(2026, 12, 6), "2026-12"),
        (date(2027, 1, 1), "2026-12"),
    ],
)
def test_in_its_first_days_a_month_gives_way_to_the_one_before(day: date, told: str) -> None:
    assert str(telling_month(day)) == told
