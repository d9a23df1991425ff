"""More time is a number of the days or hours that the bound is said in, and is shown in them."""

from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.workflow.field_types import field_type
from sanling.foundation.calendar import TimeUnit
from tests.domain.matters.field_types.reading import ODD, asking, is_refused, read
from tests.domain.workflow.test_field_types import Called


@given(st.integers(-3, 60), st.sampled_from(TimeUnit))
def test_it_is_at_most_what_the_definition_gives_whatever_the_unit(number: int, unit: TimeUnit) -> None:
    asked = asking("allowance", most=f"30 {unit.value}")
    assert is_refused(number, asked) == (not 0 <= number <= 30)
    if 0 <= number <= 30:
        assert read(str(number), asked) == number


@pytest.mark.parametrize("raw", [value for value in ODD if value != "٣"], ids=repr)
def test_what_is_no_number_is_refused_in_words(raw: Any) -> None:
    assert is_refused(raw, asking("allowance", most="30 d"))


@pytest.mark.parametrize(
    ("most", "shown"),
    [("30 d", "10 calendar days"), ("30 wd", "10 working days"), ("30 wh", "10 working hours")],
)
def test_it_is_shown_in_the_days_or_hours_of_its_bound(most: str, shown: str) -> None:
    with translation.override("en"):
        assert field_type("allowance").show(10, asking("allowance", most=most).field, Called()) == shown


def test_an_entry_of_a_definition_that_says_no_unit_shows_the_number() -> None:
    assert field_type("allowance").show(10, asking("allowance").field, Called()) == "10"
