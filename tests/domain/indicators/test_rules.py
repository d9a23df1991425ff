"""Ranks are shared by equals, and periods follow each other."""

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.indicators.rules import period_before, ranked
from sanling.foundation.rates import Rate

RATES = st.lists(
    st.integers(0, 40).flatmap(lambda of: st.integers(0, of).map(lambda part: Rate(part, of))), max_size=9
)


def test_equal_rates_share_a_rank_and_the_next_is_skipped() -> None:
    found = ranked({"a": Rate(1, 2), "b": Rate(50, 100), "c": Rate(0, 4), "d": Rate(0, 0)})
    assert [(rank, unit) for rank, unit, _rate in found] == [(1, "a"), (1, "b"), (3, "c")]


@given(RATES)
def test_a_rank_is_one_more_than_how_many_are_better(rates: list[Rate]) -> None:
    found = ranked(dict(enumerate(rates)))
    exact = {unit: Fraction(rate.numerator, rate.denominator) for _rank, unit, rate in found}
    assert len(found) == sum(bool(rate.denominator) for rate in rates)
    for rank, unit, _rate in found:
        assert rank == 1 + sum(other > exact[unit] for other in exact.values())
    assert [rank for rank, _unit, _rate in found] == sorted(rank for rank, _unit, _rate in found)


def test_a_period_is_a_month_or_a_year_before() -> None:
    assert period_before(date(2026, 1, 1), yearly=False) == date(2025, 12, 1)
    assert period_before(date(2026, 7, 1), yearly=False) == date(2026, 6, 1)
    assert period_before(date(2026, 7, 1), yearly=True) == date(2025, 7, 1)
