"""Which days are worked in China.

Sources, the first that says something of a day: the schedules that a profile carries (`holidays`); the State Council's
yearly schedules, swapped weekends included, as carried by `chinese_calendar`; for days that neither knows, weekends and
the days off of 全国年节及纪念日放假办法 (State Council Order 795, in force since 2025-01-01), art. 2. What is swapped
for what, and which days make up for days off on a weekend (art. 6), only a schedule says: it is never guessed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import chinese_calendar
from borax.calendars.lunardate import LunarDate, TermUtils

_FIXED = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
# By the lunar calendar: the first three days of the year, the Dragon Boat Festival, the Mid-Autumn Festival.
_LUNAR = ((1, 1), (1, 2), (1, 3), (5, 5), (8, 15))
# The lunar calendar is known for these years.
_LUNAR_YEARS = range(1901, 2100)
_FIRST: int = min(chinese_calendar.holidays).year
_LAST: int = max(chinese_calendar.holidays).year
# The next year's schedule may still move the last week of a year (2022-12-31, 2018-12-29 were moved so).
_LAST_WEEK = (12, 25)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Schedule:
    """What is said of a year: days off and days worked, beyond or against what is known of it without.

    `published` where the State Council's own schedule is in it, so that nothing of the year is left to guess.
    """

    year: int
    published: bool
    off: frozenset[date]
    worked: frozenset[date]


@cache
def statutory_days(year: int) -> frozenset[date]:
    """Return a year's days off by the law of 2025; outside 1901 to 2099 the lunar ones are not known."""
    found = {date(year, month, day) for month, day in _FIXED}
    if year in _LUNAR_YEARS:
        lunar = [LunarDate(year, month, day).to_solar_date() for month, day in _LUNAR]
        qingming: date = TermUtils.nth_term_day(year, term_name="清明")
        found |= {lunar[0] - _DAY, *lunar, qingming}
    return frozenset(found)


def is_in_library(year: int) -> bool:
    """Tell whether the schedule of a year came with the program."""
    return _FIRST <= year <= _LAST


class Workdays:
    """Which days are worked, by the schedules of one profile. Compared by identity: caches may be keyed by it."""

    def __init__(self, schedules: Iterable[Schedule] = ()) -> None:
        """Take schedules of any years; without one, what the library and the law say."""
        known = tuple(schedules)
        self._off = frozenset(day for schedule in known for day in schedule.off)
        self._worked = frozenset(day for schedule in known for day in schedule.worked)
        published = {schedule.year for schedule in known if schedule.published}
        last = _LAST
        while last + 1 in published:
            last += 1
        self.published_until = date(last, *_LAST_WEEK) - _DAY
        self._by_year: dict[int, tuple[int, ...]] = {}
        self._sets: dict[int, frozenset[int]] = {}

    def is_published(self, day: date) -> bool:
        """Say whether a day's holiday schedule is known, rather than guessed by weekend and law."""
        return date(_FIRST, 1, 1) <= day <= self.published_until

    def is_working_day(self, day: date) -> bool:
        """Say whether people work on a day."""
        days = self._sets.get(day.year)
        if days is None:
            days = self._sets[day.year] = frozenset(self._worked_in(day.year))
        return day.toordinal() in days

    def nth_after(self, day: date, count: int) -> date:
        """Return the count-th working day after a day (which itself does not count), count at least 1."""
        year, left = day.year, count - 1
        days = self._worked_in(year)
        index = bisect_right(days, day.toordinal()) + left
        while index >= len(days):
            index -= len(days)
            year += 1
            days = self._worked_in(year)
        return date.fromordinal(days[index])

    def on_or_after(self, day: date) -> date:
        """Return the day itself if it is worked, else the next that is."""
        return day if self.is_working_day(day) else self.nth_after(day, 1)

    def count_before(self, day: date, since: int) -> int:
        """Return how many working days lie between 1 January of a year and a day, the day itself not counted."""
        whole = sum(len(self._worked_in(year)) for year in range(since, day.year))
        return whole + bisect_left(self._worked_in(day.year), day.toordinal())

    def _worked_in(self, year: int) -> tuple[int, ...]:
        """Return the ordinals of a year's working days, ascending."""
        days = self._by_year.get(year)
        if days is None:
            first, end = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            days = tuple(n for n in range(first, end + 1) if self._says(date.fromordinal(n)))
            self._by_year[year] = days
        return days

    def _says(self, day: date) -> bool:
        if day in self._worked or day in self._off:
            return day in self._worked
        if is_in_library(day.year):
            return bool(chinese_calendar.is_workday(day))
        return day.weekday() < 5 and day not in statutory_days(day.year)


# What the library and the law say.
LAW = Workdays()
