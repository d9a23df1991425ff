"""Rates are rounded half up to two decimals, and added by their sums."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.rates import Rate


@pytest.mark.parametrize(
    ("numerator", "denominator", "said"),
    [
        (54_612, 56_353, "96.91%"),
        (1_377, 2_821, "48.81%"),
        (53_067, 53_364, "99.44%"),
        (1, 800, "0.13%"),
        (1, 20_000, "0.01%"),
        (0, 7, "0.00%"),
        (7, 7, "100.00%"),
        (0, 0, "—"),
    ],
)
def test_a_rate_is_said_with_two_decimals_and_of_nothing_with_a_dash(
    numerator: int, denominator: int, said: str
) -> None:
    assert str(Rate(numerator, denominator)) == said


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=20))
def test_the_rate_of_a_city_is_that_of_its_counties_sums(counties: list[tuple[int, int]]) -> None:
    rates = [Rate(min(pair), max(pair)) for pair in counties]
    whole = sum(rates, start=Rate(0, 0))
    assert (whole.numerator, whole.denominator) == (
        sum(rate.numerator for rate in rates),
        sum(rate.denominator for rate in rates),
    )
