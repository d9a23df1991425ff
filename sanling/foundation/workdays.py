"""Which days are worked in China.

Sources: the State Council's yearly holiday schedule, swapped weekends included, as carried by `chinese_calendar`; for
days it does not know yet, weekends and the fixed-date holidays of 全国年节及纪念日放假办法, art. 2 (as of 2025).
"""

from bisect import bisect_left, bisect_right
from datetime import date
from functools import cache

import chinese_calendar

_FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
_KNOWN_YEARS = range(min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year + 1)
# The next year's schedule may still move the last week of a year (2022-12-31, 2018-12-29 were moved so).
_PUBLISHED = (date(_KNOWN_YEARS[0], 1, 1), date(_KNOWN_YEARS[-1], 12, 24))


def published_until() -> date:
    """Return the last day whose holiday schedule is known for certain."""
    return _PUBLISHED[1]


def is_published(day: date) -> bool:
    """Say whether a day's holiday schedule is known, rather than guessed by weekend and fixed date."""
    return _PUBLISHED[0] <= day <= _PUBLISHED[1]


def is_working_day(day: date) -> bool:
    """Say whether people work on a day: by the published schedule, else by weekend and fixed-date holidays."""
    return day.toordinal() in _working_set(day.year)


@cache
def _working_days(year: int) -> tuple[int, ...]:
    """Return the ordinals of a year's working days, ascending."""
    days = (
        date.fromordinal(n) for n in range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
    )
    if year in _KNOWN_YEARS:
        return tuple(day.toordinal() for day in days if chinese_calendar.is_workday(day))
    return tuple(
        day.toordinal() for day in days if day.weekday() < 5 and (day.month, day.day) not in _FIXED_HOLIDAYS
    )


@cache
def _working_set(year: int) -> frozenset[int]:
    return frozenset(_working_days(year))


def nth_after(day: date, count: int) -> date:
    """Return the count-th working day after a day (which itself does not count), count at least 1."""
    year, left = day.year, count - 1
    days = _working_days(year)
    index = bisect_right(days, day.toordinal()) + left
    while index >= len(days):
        index -= len(days)
        year += 1
        days = _working_days(year)
    return date.fromordinal(days[index])


def on_or_after(day: date) -> date:
    """Return the day itself if it is worked, else the next that is."""
    return day if is_working_day(day) else nth_after(day, 1)


def count_before(day: date, since: int) -> int:
    """Return how many working days lie between 1 January of a year and a day, the day itself not counted."""
    whole = sum(len(_working_days(year)) for year in range(since, day.year))
    return whole + bisect_left(_working_days(day.year), day.toordinal())
