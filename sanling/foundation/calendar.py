"""Working days and deadlines as the law counts them.

Sources: Civil Code art. 201 (the first day is not counted) and 203 (a period whose last day is a day off runs to the
end of the day after it, 24:00); what a pause leaves of a period no article says, so it is left to the instant (see
`due`). Which days are worked, each caller says (`workdays`); every deadline that rests on a day whose schedule is not
published yet is marked provisional.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Self
from zoneinfo import ZoneInfo

from sanling.foundation.workdays import Workdays

CHINA = ZoneInfo("Asia/Shanghai")
_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)
_MOST = 100_000


class TimeUnit(StrEnum):
    """What a deadline is counted in; the value is its short form in profiles."""

    MINUTE = "min"
    HOUR = "h"
    WORKING_HOUR = "wh"
    DAY = "d"
    WORKING_DAY = "wd"


_IN_DAYS = frozenset({TimeUnit.DAY, TimeUnit.WORKING_DAY})


@dataclass(frozen=True, slots=True)
class Allowance:
    """A length of time that an act may take, such as 15 calendar days.

    Raises ValueError outside 0–100,000.
    """

    amount: int
    unit: TimeUnit

    def __post_init__(self) -> None:
        """Refuse lengths that no calendar can count."""
        if not 0 <= self.amount <= _MOST:
            raise ValueError(f"{self.amount} is not between 0 and {_MOST:,}.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "15 d"; raises ValueError that names the units."""
        amount, _, unit = text.strip().partition(" ")
        units = ", ".join(TimeUnit)
        if not (amount.isascii() and amount.isdigit()) or unit.strip() not in set(TimeUnit):
            raise ValueError(f"{text!r} is not a number, a space and one of {units}, such as '15 d'.")
        return cls(int(amount), TimeUnit(unit.strip()))

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


def _local(at: datetime) -> tuple[date, timedelta]:
    """Return an instant as a day in China and the time since its midnight."""
    local = at.astimezone(CHINA)
    return local.date(), _since_midnight(local.time()) + timedelta(microseconds=local.microsecond)


def _instant(day: date, moment: timedelta = timedelta()) -> datetime:
    return (datetime.combine(day, time(), CHINA) + moment).astimezone(UTC)


def _guessed(first: date, last: date, days: Workdays) -> bool:
    return not (days.is_published(first) and days.is_published(last))


def working_time_between(
    start: datetime, end: datetime, days: Workdays, hours: WorkingHours = DEFAULT_HOURS
) -> timedelta:
    """Return the working time between two instants; raises ValueError when they are in the wrong order."""
    if end < start:
        raise ValueError("The end lies before the start.")
    since = start.astimezone(CHINA).year
    return _worked(end, since, days, hours) - _worked(start, since, days, hours)


def _worked(at: datetime, since: int, days: Workdays, hours: WorkingHours) -> timedelta:
    day, moment = _local(at)
    today = hours.worked_by(moment) if days.is_working_day(day) else timedelta()
    return days.count_before(day, since) * hours.a_day + today


def _after_working_time(start: datetime, need: timedelta, days: Workdays, hours: WorkingHours) -> datetime:
    """Return the instant by which so much working time has passed since the start, never before the start."""
    day, moment = _local(start)
    first = days.on_or_after(day)
    total = need + (hours.worked_by(moment) if first == day else timedelta())
    whole_days = max((total - _TICK) // hours.a_day, 0)
    last = days.nth_after(first, whole_days) if whole_days else first
    return max(start.astimezone(UTC), _instant(last, hours.moment_after(total - whole_days * hours.a_day)))


def due(
    *,
    start: datetime,
    allowance: Allowance,
    days: Workdays,
    hours: WorkingHours = DEFAULT_HOURS,
    pauses: Sequence[Pause] = (),
) -> Due:
    """Return when a period that starts at an aware instant ends.

    Periods in days end at 24:00 of their last day in China's time, and the day they start on is not counted;
    a last day off passes it on to the next working day (Civil Code 201, 203). Periods in minutes and hours
    run from the instant. `pauses` are disjoint (begin, end) pairs in order that stop the count; those that
    begin after the period has ended change nothing. Raises ValueError for pauses out of order.

    What is left of a period when a pause begins is left when it ends, to the instant: a whole day would be given or
    taken wherever days are counted that were paused in part. Calendar days are left by the clock, working days by their
    working hours, so that nights and days off cost them nothing; on the day that is not counted nothing is lost. So a
    paused period may end within a working day, as far into it as the rest goes.
    """
    if not pauses and allowance.unit in _IN_DAYS:
        return _due_after(_local(start)[0], allowance, days, hours)
    _check_pauses(pauses)
    if allowance.unit is TimeUnit.DAY:
        return _due_in_days(start, allowance.amount, days, pauses)
    if allowance.unit is TimeUnit.WORKING_DAY:
        return _due_in_working_days(start, allowance.amount, days, hours, pauses)
    return _due_in_hours(start, allowance, days, hours, pauses)


# By the very schedules: with others, nothing that was kept is found.
@lru_cache(maxsize=4096)
def _due_after(day: date, allowance: Allowance, days: Workdays, hours: WorkingHours) -> Due:
    """Return when a period in days ends that nothing pauses: it depends on the day alone that it starts on."""
    if allowance.unit is TimeUnit.DAY:
        return _due_in_days(_instant(day), allowance.amount, days, ())
    return _due_in_working_days(_instant(day), allowance.amount, days, hours, ())


def _check_pauses(pauses: Sequence[Pause]) -> None:
    edges = [edge for pause in pauses for edge in pause]
    if edges != sorted(edges):
        raise ValueError("Pauses must each begin before they end, and follow one another.")


def _due_in_days(start: datetime, amount: int, days: Workdays, pauses: Sequence[Pause]) -> Due:
    first = _local(start)[0]
    counted_from = _instant(first + _DAY) if amount else start
    end = _instant(first + (amount + 1) * _DAY)
    for begin, back in pauses:
        legal = _passed_on(end, days)
        if begin >= legal:
            break
        # In the days that art. 203 adds, what is left is left of these.
        end = end if begin < end else legal
        end += max(back - max(begin, counted_from), timedelta())
    at = _passed_on(end, days)
    return Due(at, _guessed(_local(end - _TICK)[0], _local(at - _TICK)[0], days))


def _passed_on(end: datetime, days: Workdays) -> datetime:
    """Return when a period ends whose days are over at an instant: never on a day off (Civil Code 203)."""
    day, moment = _local(end - _TICK)
    last = days.on_or_after(day)
    if moment + _TICK == _DAY or days.on_or_after(day - _DAY) == last:
        return _instant(last + _DAY)
    return _instant(last, moment + _TICK)


def _due_in_working_days(
    start: datetime, amount: int, days: Workdays, hours: WorkingHours, pauses: Sequence[Pause]
) -> Due:
    first = _local(start)[0]
    counted_from = _instant(first + _DAY) if amount else start
    first = first if amount else days.on_or_after(first)
    total = amount * hours.a_day
    for begin, back in pauses:
        if begin >= _worked_off(first, total, days, hours):
            break
        if back > counted_from:
            total += working_time_between(max(begin, counted_from), back, days, hours)
    at = _worked_off(first, total, days, hours)
    return Due(at, _guessed(first, _local(at - _TICK)[0], days))


def _worked_off(first: date, total: timedelta, days: Workdays, hours: WorkingHours) -> datetime:
    """Return when so much is worked after a day: at 24:00 of the last whole day, or within the day after it."""
    whole, rest = divmod(total, hours.a_day)
    last = days.nth_after(first, whole) if whole else first
    return _instant(days.nth_after(last, 1), hours.moment_after(rest)) if rest else _instant(last + _DAY)


def _due_in_hours(
    start: datetime, allowance: Allowance, days: Workdays, hours: WorkingHours, pauses: Sequence[Pause]
) -> Due:
    start = start.astimezone(UTC)
    if allowance.unit is not TimeUnit.WORKING_HOUR:
        length = timedelta(**{"minutes" if allowance.unit is TimeUnit.MINUTE else "hours": allowance.amount})
        at = start + length
        for begin, end in pauses:
            if begin >= at:
                break
            at += end - max(begin, start) if end > start else timedelta()
        return Due(at, provisional=False)
    at = _after_working_time(start, timedelta(hours=allowance.amount), days, hours)
    for begin, end in pauses:
        if begin >= at:
            break
        if end > start:
            at = _after_working_time(
                end, working_time_between(max(begin, start), at, days, hours), days, hours
            )
    return Due(at, _guessed(_local(start)[0], _local(at)[0], days))
