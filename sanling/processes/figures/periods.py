"""Periods as addresses and programs write them, and what each is compared with.

"2026-11-28" is a day, "2026-W48" a week from Monday on, "2026-11" a month, "2026-Q4" a quarter, "2026" a year, and
"2026-10-05..2026-11-28" any days, both included. A period that isn't over is compared with the same part of others.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from sanling.foundation.days import bounded, next_month, read_day

_DAY = timedelta(days=1)
# So many first days of a month tell little.
_EARLY = timedelta(days=5)
# No figure is of more days.
LONGEST = timedelta(days=10 * 366)


class Stretch(StrEnum):
    """A stretch of days that moves with today, as addresses name it."""

    WEEK = "week"
    DAYS = "days"
    MONTH = "month"
    LAST_MONTH = "last_month"
    QUARTER = "quarter"
    YEAR = "year"
    LAST_YEAR = "last_year"


STRETCHES: Mapping[Stretch, StrPromise] = {
    Stretch.WEEK: _("Last 7 days"),
    Stretch.DAYS: _("Last 30 days"),
    Stretch.MONTH: _("This month"),
    Stretch.LAST_MONTH: _("Last month"),
    Stretch.QUARTER: _("This quarter"),
    Stretch.YEAR: _("This year"),
    Stretch.LAST_YEAR: _("Last year"),
}


class Grain(StrEnum):
    """What a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True)
class Period:
    """Some days, both included."""

    grain: Grain
    first: date
    last: date

    def __str__(self) -> str:
        """Return it as it is written."""
        first = self.first
        match self.grain:
            case Grain.DAY:
                return first.isoformat()
            case Grain.WEEK:
                year, week, _weekday = first.isocalendar()
                return f"{year}-W{week:02}"
            case Grain.MONTH:
                return f"{first:%Y-%m}"
            case Grain.QUARTER:
                return f"{first.year}-Q{(first.month + 2) // 3}"
            case Grain.YEAR:
                return f"{first.year}"
            case Grain.RANGE:
                return f"{first}..{self.last}"

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1

    def within(self, other: "Period") -> "Period":
        """Return the days that it has in common with another that it overlaps."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return self if (first, last) == (self.first, self.last) else Period(Grain.RANGE, first, last)

    def before(self) -> "Period":
        """Return the period before: as many days, of a range."""
        last = self.first - _DAY
        if self.grain is Grain.RANGE:
            return Period(self.grain, self.first - self.days * _DAY, last)
        return period_of(self.grain, last)

    def year_before(self) -> "Period":
        """Return the same a year before: of a week, 52 weeks before."""
        if self.grain is Grain.WEEK:
            return period_of(self.grain, self.first - 364 * _DAY)
        if self.grain in (Grain.DAY, Grain.RANGE):
            return Period(self.grain, _year_before(self.first), _year_before(self.last))
        return period_of(self.grain, _year_before(self.first))

    def compared(self, today: date) -> "Compared":
        """Return the days of it that have come, and the same part of those that it is compared with."""
        gone = replace(self, last=max(self.first, min(self.last, today)))
        before, year_before = self.before(), self.year_before()
        if gone.last < self.last:
            before = replace(before, last=min(before.last, before.first + (gone.days - 1) * _DAY))
            same_day = _year_before(gone.last)
            if self.grain is Grain.WEEK:
                same_day = gone.last - 364 * _DAY
            year_before = replace(year_before, last=min(year_before.last, same_day))
        return Compared(gone, before, year_before)


@dataclass(frozen=True)
class Compared:
    """The days of a period that have come, and the same part of the period before and of the year before."""

    now: Period
    before: Period
    year_before: Period


def period_of(grain: Grain, day: date) -> Period:
    """Return the day, week, month, quarter or year in which a day lies."""
    match grain:
        case Grain.WEEK:
            first = day - day.weekday() * _DAY
            return Period(grain, first, first + 6 * _DAY)
        case Grain.MONTH:
            first = day.replace(day=1)
            return Period(grain, first, next_month(first) - _DAY)
        case Grain.QUARTER:
            first = day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
            return Period(grain, first, next_month(first.replace(month=first.month + 2)) - _DAY)
        case Grain.YEAR:
            return Period(grain, date(day.year, 1, 1), date(day.year, 12, 31))
        case _:
            return Period(Grain.DAY, day, day)


def telling_month(today: date) -> Period:
    """Return the month that says how things stand: the one before, as long as hardly anything of this one has come."""
    return period_of(Grain.MONTH, today - _EARLY)


def stretch_of(stretch: Stretch, today: date) -> Period:
    """Return the days of a stretch on a day; those of this month, quarter and year up to it."""
    match stretch:
        case Stretch.WEEK | Stretch.DAYS:
            days = 7 if stretch is Stretch.WEEK else 30
            return Period(Grain.RANGE, today - (days - 1) * _DAY, today)
        case Stretch.LAST_MONTH | Stretch.LAST_YEAR:
            return period_of(Grain(stretch.removeprefix("last_")), today).before()
        case _:
            return period_of(Grain(stretch), today).compared(today).now


def _year_before(day: date) -> date:
    # The 28th stands for the 29th of February.
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _of_week(year: str, week: str) -> Period:
    return period_of(Grain.WEEK, date.fromisocalendar(int(year), int(week), 1))


def _of_month(year: str, month: str) -> Period:
    return period_of(Grain.MONTH, date(int(year), int(month), 1))


def _of_quarter(year: str, quarter: str) -> Period:
    return period_of(Grain.QUARTER, date(int(year), 3 * int(quarter), 1))


def _of_year(year: str) -> Period:
    return period_of(Grain.YEAR, date(int(year), 1, 1))


def _of_day(written: str) -> Period:
    return period_of(Grain.DAY, read_day(written))


def _of_range(first: str, last: str) -> Period:
    found = Period(Grain.RANGE, read_day(first), read_day(last))
    if not timedelta() <= found.last - found.first <= LONGEST:
        raise ValueError(found)
    return found


_DAY_WRITTEN = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_WRITTEN: Mapping[str, Callable[..., Period]] = {
    f"({_DAY_WRITTEN})": _of_day,
    "([0-9]{4})-W([0-9]{2})": _of_week,
    "([0-9]{4})-([0-9]{2})": _of_month,
    "([0-9]{4})-Q([1-4])": _of_quarter,
    "([0-9]{4})": _of_year,
    rf"({_DAY_WRITTEN})\.\.({_DAY_WRITTEN})": _of_range,
}


def read_period(written: str) -> Period:
    """Return the period that is written; raises ``ValueError`` for what is none, or lies too far off."""
    for pattern, read in _WRITTEN.items():
        if found := re.fullmatch(pattern, written):
            period = read(*found.groups())
            bounded(period.first.replace(year=period.first.year - 1))
            bounded(period.last)
            return period
    raise ValueError(written)
