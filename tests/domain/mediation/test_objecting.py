"""A party objects within 15 days of receipt, a third person within six months of learning of it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.mediation.objecting import last_day
from sanling.foundation.holidays.schedules import workdays_at
from tests.city import CITY


@pytest.mark.parametrize(
    ("by", "since", "last"),
    [
        ("party", date(2026, 3, 2), date(2026, 3, 17)),
        # Its last day is a Saturday.
        ("party", date(2026, 3, 6), date(2026, 3, 23)),
        ("third_person", date(2025, 8, 31), date(2026, 2, 28)),
        ("third_person", date(2026, 1, 15), date(2026, 7, 15)),
    ],
)
def test_the_last_day_is_by_who_objects(by: str, since: date, last: date) -> None:
    assert last_day(by, since, workdays_at(CITY)) == last


@given(st.dates(date(2025, 1, 1), date(2026, 5, 31)))
def test_nobodys_time_ends_on_a_day_off_or_too_early(since: date) -> None:
    days = workdays_at(CITY)
    party, third = last_day("party", since, days), last_day("third_person", since, days)
    assert party >= since + timedelta(days=15)
    assert third >= since + timedelta(days=180)
    assert days.is_working_day(party)
    assert days.is_working_day(third)
