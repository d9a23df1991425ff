"""Quantiles come from buckets that can be added, and are off by no more than is said."""

from collections import Counter
from datetime import date, timedelta
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.indicators.distribution import BEGINNING, ERROR, ages, bucket_of, quantile

minutes = st.integers(min_value=1, max_value=10**6)


def test_of_nothing_there_is_no_quantile() -> None:
    assert quantile({}, 0.5) is None


@given(st.lists(minutes, min_size=1, max_size=50), st.sampled_from([0.5, 0.9, 1.0]))
def test_a_quantile_is_off_by_no_more_than_is_said(durations: list[int], share: float) -> None:
    counts = Counter(bucket_of(timedelta(minutes=duration)) for duration in durations)
    right = sorted(durations)[ceil(share * len(durations)) - 1]
    told = quantile(counts, share)
    assert told is not None
    assert 1 / (1 + ERROR) - 1e-6 <= told.total_seconds() / 60 / right <= 1 + ERROR + 1e-6


@given(st.lists(minutes, max_size=30), st.lists(minutes, max_size=30))
def test_buckets_of_both_are_those_of_each_added(first: list[int], second: list[int]) -> None:
    def counts(durations: list[int]) -> Counter[int]:
        return Counter(bucket_of(timedelta(minutes=duration)) for duration in durations)

    assert counts(first) + counts(second) == counts(first + second)


def test_less_than_a_minute_is_one() -> None:
    assert bucket_of(timedelta(seconds=3)) == bucket_of(timedelta(minutes=1)) == 0


def test_ages_are_as_many_as_began_and_grow_by_the_day() -> None:
    began = {(date(2026, 11, day) - BEGINNING).days: day for day in (1, 20, 30)}
    on = date(2026, 11, 30)
    assert sum(ages(began, on).values()) == 51
    assert ages({(on - BEGINNING).days: 1}, on) == {bucket_of(timedelta(hours=12)): 1}
    assert ages({(on - BEGINNING).days: 1}, date(2026, 12, 9)) == {bucket_of(timedelta(days=9.5)): 1}
