"""Stretches of days move with today."""

from datetime import date

import pytest

from sanling.processes.map.periods import Period, days_of


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.WEEK, date(2026, 1, 9), date(2026, 1, 15)),
        (Period.DAYS, date(2025, 12, 17), date(2026, 1, 15)),
        (Period.MONTH, date(2026, 1, 1), date(2026, 1, 15)),
        (Period.LAST_MONTH, date(2025, 12, 1), date(2025, 12, 31)),
        (Period.QUARTER, date(2026, 1, 1), date(2026, 1, 15)),
        (Period.YEAR, date(2026, 1, 1), date(2026, 1, 15)),
        (Period.LAST_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_stretch_has_its_days(period: Period, first: date, last: date) -> None:
    assert days_of(period, date(2026, 1, 15)) == (first, last)
