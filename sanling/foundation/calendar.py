"""Working days and deadlines as the law counts them.

Sources: Civil Code art. 201 (the first day is not counted) and 203 (a period whose last day is a day off runs to the
end of the day after it, 24:00); the State Council's yearly holiday schedule, swapped weekends included, as carried by
`chinese_calendar`; for days it does not know yet, weekends and the fixed-date holidays of 全国年节及纪念日放假办法,
art. 2 (as revised for 2025), and every deadline that rests on such a day is marked provisional.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache, cached_property
from typing import Self
from zoneinfo import ZoneInfo

import chinese_calendar

CHINA = ZoneInfo("Asia/Shanghai")
_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)
_FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
_KNOWN_YEARS = range(min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year + 1)
# The next year's schedule may still move the last week of a year (2022-12-31, 2018-12-29 were moved so).
_PUBLISHED = (date(_KNOWN_YEARS[0], 1, 1), date(_KNOWN_YEARS[-1], 12, 24))
_MOST = 100_000


class Unit(StrEnum):
    """What a deadline is counted in; the value is its short form in profiles."""

    MINUTE = "min"
    HOUR = "h"
    WORKING_HOUR = "wh"
    DAY = "d"
    WORKING_DAY = "wd"


@dataclass(frozen=True, slots=True)
class Allowance:
    """A length of time that an act may take, such as 15 calendar days.

    Raises ValueError outside 0–100,000.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse lengths that no calendar can count."""
        if not 0 <= self.amount <= _MOST:
            raise ValueError(f"{self.amount} is not between 0 and {_MOST:,}.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "15 d"; raises ValueError that names the units."""
        amount, _, unit = text.strip().partition(" ")
        units = ", ".join(Unit)
        if not (amount.isascii() and amount.isdigit()) or unit.strip() not in set(Unit):
            raise ValueError(f"{text!r} is not a number, a space and one of {units}, such as '15 d'.")
        return cls(int(amount), Unit(unit.strip()))

    def __str__(self) -> str:
        """Return the form that `parse` reads."""
        return f"{self.amount} {self.unit.value}"


@dataclass(frozen=True)
class WorkingHours:
    """The hours of a working day in China's time: ordered, disjoint periods.

    Raises ValueError when they are not.
    """

    periods: tuple[tuple[time, time], ...] = ((time(9), time(12)), (time(13, 30), time(17, 30)))

    def __post_init__(self) -> None:
        """Check the order that all arithmetic relies on."""
        edges = [edge for period in self.periods for edge in period]
        if not edges or edges != sorted(set(edges)):
            raise ValueError("Working hours are one or more periods, in order, that do not touch.")

    @cached_property
    def _spans(self) -> tuple[tuple[timedelta, timedelta], ...]:
        """Return the periods as time since midnight."""
        return tuple((_since_midnight(begin), _since_midnight(end)) for begin, end in self.periods)

    @cached_property
    def a_day(self) -> timedelta:
        """Return the working time of one day."""
        return sum((end - begin for begin, end in self._spans), timedelta())

    def worked_by(self, moment: timedelta) -> timedelta:
        """Return the working time between midnight and a moment of a working day."""
        return sum((min(moment, end) - begin for begin, end in self._spans if moment > begin), timedelta())

    def moment_after(self, worked: timedelta) -> timedelta:
        """Return the first moment of a working day by which so much has been worked (at most a day's hours)."""
        left = worked
        for begin, end in self._spans:
            if left <= end - begin:
                return begin + left
            left -= end - begin
        raise ValueError("More than a day's working time.")


def _since_midnight(moment: time) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second)


DEFAULT_HOURS = WorkingHours()


@dataclass(frozen=True, slots=True)
class Due:
    """When a period ends, in UTC, and whether a holiday schedule yet to come may move it."""

    at: datetime
    provisional: bool


Pause = tuple[datetime, datetime]


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


def _nth_after(day: date, count: int) -> date:
    """Return the count-th working day after a day (which itself does not count), count at least 1."""
    year, left = day.year, count - 1
    days = _working_days(year)
    index = bisect_right(days, day.toordinal()) + left
    while index >= len(days):
        index -= len(days)
        year += 1
        days = _working_days(year)
    return date.fromordinal(days[index])


def _on_or_after(day: date) -> date:
    return day if is_working_day(day) else _nth_after(day, 1)


def _count_before(day: date, since: int) -> int:
    """Return how many working days lie between 1 January of a year and a day, the day itself not counted."""
    whole = sum(len(_working_days(year)) for year in range(since, day.year))
    return whole + bisect_left(_working_days(day.year), day.toordinal())


def _local(at: datetime) -> tuple[date, timedelta]:
    """Return an instant as a day in China and the time since its midnight."""
    local = at.astimezone(CHINA)
    return local.date(), _since_midnight(local.time()) + timedelta(microseconds=local.microsecond)


def _instant(day: date, moment: timedelta = timedelta()) -> datetime:
    return (datetime.combine(day, time(), CHINA) + moment).astimezone(UTC)


def _guessed(first: date, last: date) -> bool:
    return not (is_published(first) and is_published(last))


def working_time_between(start: datetime, end: datetime, hours: WorkingHours = DEFAULT_HOURS) -> timedelta:
    """Return the working time between two instants; raises ValueError when they are in the wrong order."""
    if end < start:
        raise ValueError("The end lies before the start.")
    since = start.astimezone(CHINA).year
    return _worked(end, since, hours) - _worked(start, since, hours)


def _worked(at: datetime, since: int, hours: WorkingHours) -> timedelta:
    day, moment = _local(at)
    today = hours.worked_by(moment) if is_working_day(day) else timedelta()
    return _count_before(day, since) * hours.a_day + today


def _after_working_time(start: datetime, need: timedelta, hours: WorkingHours) -> datetime:
    """Return the instant by which so much working time has passed since the start, never before the start."""
    day, moment = _local(start)
    first = _on_or_after(day)
    total = need + (hours.worked_by(moment) if first == day else timedelta())
    whole_days = max((total - _TICK) // hours.a_day, 0)
    last = _nth_after(first, whole_days) if whole_days else first
    return max(start.astimezone(UTC), _instant(last, hours.moment_after(total - whole_days * hours.a_day)))


def due(
    *,
    start: datetime,
    allowance: Allowance,
    hours: WorkingHours = DEFAULT_HOURS,
    pauses: Sequence[Pause] = (),
) -> Due:
    """Return when a period that starts at an aware instant ends.

    Periods in days end at 24:00 of their last day in China's time, and the day they start on is not counted;
    a last day off passes it on to the next working day (Civil Code 201, 203). Periods in minutes and hours
    run from the instant. `pauses` are disjoint (begin, end) pairs in order that stop the count; those that
    begin after the period has ended change nothing; a pause within one day costs a period in days nothing.
    Raises ValueError for pauses out of order.
    """
    _check_pauses(pauses)
    if allowance.unit in {Unit.DAY, Unit.WORKING_DAY}:
        return _due_in_days(start, allowance, pauses)
    return _due_in_hours(start, allowance, hours, pauses)


def _check_pauses(pauses: Sequence[Pause]) -> None:
    edges = [edge for pause in pauses for edge in pause]
    if edges != sorted(edges):
        raise ValueError("Pauses must each begin before they end, and follow one another.")


def _due_in_days(start: datetime, allowance: Allowance, pauses: Sequence[Pause]) -> Due:
    first = last = _local(start)[0]
    if allowance.unit is Unit.DAY:
        last += allowance.amount * _DAY
    elif allowance.amount:
        last = _nth_after(last, allowance.amount)
    for begin, end in pauses:
        if begin >= _instant(_on_or_after(last) + _DAY):
            break
        away, back = (max(_local(edge)[0], first) for edge in (begin, end))
        if allowance.unit is Unit.DAY:
            last += back - away
        elif stopped := _count_before(back + _DAY, away.year) - _count_before(away + _DAY, away.year):
            last = _nth_after(last, stopped)
    rolled = _on_or_after(last)
    counted_from = last if allowance.unit is Unit.DAY else first
    return Due(_instant(rolled + _DAY), _guessed(counted_from, rolled))


def _due_in_hours(start: datetime, allowance: Allowance, hours: WorkingHours, pauses: Sequence[Pause]) -> Due:
    start = start.astimezone(UTC)
    if allowance.unit is not Unit.WORKING_HOUR:
        length = timedelta(**{"minutes" if allowance.unit is Unit.MINUTE else "hours": allowance.amount})
        at = start + length
        for begin, end in pauses:
            if begin >= at:
                break
            at += end - max(begin, start) if end > start else timedelta()
        return Due(at, provisional=False)
    at = _after_working_time(start, timedelta(hours=allowance.amount), hours)
    for begin, end in pauses:
        if begin >= at:
            break
        if end > start:
            at = _after_working_time(end, working_time_between(max(begin, start), at, hours), hours)
    return Due(at, _guessed(_local(start)[0], _local(at)[0]))
