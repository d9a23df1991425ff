"""Days and times as people and other systems write them: one rule for every door.

A time without a zone is the city's own, which all of China shares; a day without a time is the whole day, its first
instant and its last included. What lies so far off that no calendar, zone or database holds it is refused.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from sanling.foundation.cleaning import fold

FIRST_YEAR, LAST_YEAR = 1900, 2199
_DAY, _TICK = timedelta(days=1), timedelta(microseconds=1)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WRITTEN = re.compile(rf"(?P<day>{_DATE.pattern})(?:[T ](?P<time>.+))?")
# As lists have days: with other marks, without the day, and as Excel counts them from the end of 1899.
_LISTED = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})?日?)?(?:[T ]?0?0:00(?::00)?)?")
# Excel keeps the number 2026.10 as 2026.1, and nobody can tell which of the two was typed.
_SHORTENED = re.compile(r"[0-9]{4}\.1")
_RUN = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_EXCEL, _EXCEL_ZERO = re.compile(r"[2-6][0-9]{4}"), date(1899, 12, 30)
_EXCEL_TIME = re.compile(r"([2-6][0-9]{4})(\.[0-9]+)")
# The day, and the time of day behind it: "2026/1/5 14:30", "2026年1月5日下午2时30分", as calamine gives Excel's own.
_TIMED = re.compile(
    r"(?P<day>.+?)[T ]?(?P<half>上午|下午|AM |PM )? ?(?P<hour>[0-9]{1,2})[:时点](?P<minute>[0-9]{1,2})"
    r"(?:[:分](?P<second>[0-9]{1,2})(?:\.[0-9]+)?秒?)?分?"
)
_ZONED = re.compile(r".+[T ].+(?:Z|[+-][0-9]{2}:?[0-9]{2})")


@dataclass(frozen=True)
class Span:
    """A stretch of time, from its first instant up to the one at which it is over."""

    begins: datetime
    ends: datetime


def today() -> date:
    """Return the day that it is here."""
    return day_of(clock.now())


def day_of(at: datetime) -> date:
    """Return the day that it is here at an instant."""
    return at.astimezone(CHINA).date()


def written(at: datetime) -> str:
    """Return an instant as it is written here, to the minute: "2026-12-01 08:26"."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}"


def month_before(month: date) -> date:
    """Return the first day of the month before, of a month by its first day."""
    return (month - _DAY).replace(day=1)


def next_month(month: date) -> date:
    """Return the first day of the month after, of a month by its first day."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_named(written: str) -> date:
    """Return the first day of a month written "2026-11"; raises ``ValueError``."""
    return date.fromisoformat(f"{written}-01")


def midnight(day: date) -> datetime:
    """Return the instant at which a day begins."""
    return datetime.combine(day, time(), CHINA)


def day_after(day: date) -> datetime:
    """Return the instant at which a day is over."""
    return midnight(day + _DAY)


def on_days(column: str, first: date | None, last: date | None) -> Q:
    """Return the condition that an instant lies on one of these days, both included; ``None`` is no bound."""
    found = Q()
    if first:
        found &= Q(**{f"{column}__gte": midnight(first)})
    if last:
        found &= Q(**{f"{column}__lt": day_after(last)})
    return found


def bounded(day: date) -> date:
    """Return the day; raises ``ValueError`` with a message for the writer for one at the ends of time."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        bounds = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise ValueError(_("Please give a date between %(first)d and %(last)d.") % bounds)
    return day


def come(day: date) -> date:
    """Return a day that has come; raises ``ValueError`` with a message for the writer for one that is yet to come."""
    if day > today():
        raise ValueError(_("This is yet to come."))
    return day


def read_day(written: str) -> date:
    """Return the day of "2026-11-22"; raises ``ValueError`` with a message for the writer."""
    folded = fold(written)
    try:
        # Python's own also takes weeks, and ten characters that only begin with a day ("20261122.5").
        found = date.fromisoformat(folded if _DATE.fullmatch(folded) else "")
    except ValueError:
        raise ValueError(_("Please give a date such as 2026-11-22.")) from None
    return bounded(found)


def read_written_day(written: str) -> date:
    """Return the day of a list: "2026-11-22", "2026/1/5", "2026.2", "2026年1月5日", "20260105", or Excel's own number.

    A month stands for its first day. Raises ``ValueError`` with a message for the writer, for "2026.1" too, which may
    have been 2026.10.
    """
    folded = fold(written).replace(" ", "")
    _refuse_shortened(folded)
    found = _LISTED.fullmatch(folded) or _RUN.fullmatch(folded)
    try:
        if _EXCEL.fullmatch(folded):
            return bounded(_EXCEL_ZERO + int(folded) * _DAY)
        return bounded(date(*(int(part or 1) for part in found.groups()))) if found else read_day(folded)
    except ValueError:
        raise ValueError(_("Please give a date such as 2026-11-22.")) from None


def _refuse_shortened(folded: str) -> None:
    if _SHORTENED.fullmatch(folded):
        text = _(
            "January or October? Excel makes %(year)s.1 of both. Please give %(year)s-01 or %(year)s-10."
        )
        raise ValueError(text % {"year": folded[:4]})


def read_written_instant(written: str) -> datetime:
    """Return the instant of a list, in UTC: a day as `read_written_day` has it, with or without a time of day.

    A day alone is its first instant. Raises ``ValueError`` with a message for the writer.
    """
    folded = fold(written).upper()
    _refuse_shortened(folded)
    found, counted = _TIMED.fullmatch(folded), _EXCEL_TIME.fullmatch(folded)
    try:
        if _ZONED.fullmatch(folded):
            return read_span(folded).begins
        if counted:
            seconds = round(float(counted[2]) * _DAY.total_seconds())
            return (midnight(read_written_day(counted[1])) + timedelta(seconds=seconds)).astimezone(UTC)
        if not found:
            return midnight(read_written_day(folded)).astimezone(UTC)
        at = time(_hour_of(found), int(found["minute"]), int(found["second"] or 0))
        return datetime.combine(read_written_day(found["day"]), at, CHINA).astimezone(UTC)
    except ValueError:
        raise ValueError(_("Please give a date or time such as 2026-11-22 14:30.")) from None


def _hour_of(found: re.Match[str]) -> int:
    """Return the hour of a time of day, of which "下午2" and "下午14" are one; raises ``ValueError`` for "上午14"."""
    hour, is_late = int(found["hour"]), found["half"] in ("下午", "PM ")
    if not found["half"] or (is_late and hour > 12):
        return hour
    if hour > 12:
        raise ValueError(hour)
    return hour % 12 + 12 * is_late


def read_span(written: str) -> Span:
    """Return what "2026-11-22" or "2026-11-22T08:00:00+08:00" covers, in UTC: a day, or one instant.

    A plus sign that came as a space, as it does in an address where nobody encoded it, is read as one. Raises
    ``ValueError`` with a message for the writer.
    """
    found = _WRITTEN.fullmatch(fold(written).upper())
    if found is None:
        raise ValueError(_("Please give a date or time such as 2026-11-22 or 2026-11-22T08:00:00+08:00."))
    day = read_day(found["day"])
    if not found["time"]:
        return Span(midnight(day).astimezone(UTC), day_after(day).astimezone(UTC))
    try:
        at = datetime.fromisoformat(f"{found['day']}T{found['time'].replace(' ', '+')}")
    except ValueError:
        raise ValueError(
            _("Please give a date or time such as 2026-11-22 or 2026-11-22T08:00:00+08:00.")
        ) from None
    at = (at if at.tzinfo else at.replace(tzinfo=CHINA)).astimezone(UTC)
    return Span(at, at + _TICK)


def read_instant(written: str) -> datetime:
    """Return the instant of "2026-11-22T08:00:00+08:00", in UTC, as `read_span` does; a day alone is none."""
    span = read_span(written)
    if span.ends - span.begins > _TICK:
        raise ValueError(_("Please give the time of day, too, such as 2026-11-22T08:00:00+08:00."))
    return span.begins
