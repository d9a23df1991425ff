"""A day is read as it is written, in any width, and none lies at the ends of time."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.matters.field_types.reading import ODD, asking, is_refused, read
from tests.ends_of_time import NO_TIMES

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
FULL = str.maketrans("0123456789-", "０１２３４５６７８９－")


@given(DAYS)
def test_a_day_is_the_same_written_typed_wide_or_ready(day: date) -> None:
    for typed in (day, day.isoformat(), day.isoformat().translate(FULL), f" {day}\u200b"):
        assert read(typed, asking("date")) == day


@pytest.mark.parametrize("day", [date(1900, 1, 1) - timedelta(days=1), date(2200, 1, 1), date.min, date.max])
def test_a_day_that_no_calendar_knows_is_refused_also_when_it_comes_as_one(day: date) -> None:
    assert is_refused(day, asking("date"))
    assert is_refused(day.isoformat(), asking("date"))


@pytest.mark.parametrize(
    "raw", [*ODD, *NO_TIMES, "2026-02-29", "29.2.2028", None, True, 20260601.5], ids=repr
)
def test_what_is_no_day_is_refused(raw: Any) -> None:
    assert is_refused(raw, asking("date"))
