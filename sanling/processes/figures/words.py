"""Figures in words: what one is, and by how much it changed; for pages, exports and bulletins alike."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanling.domain.indicators.config import Figure, Form
from sanling.processes.figures.breakdown import Line, percent_change
from sanling.processes.figures.indicators import Value
from sanling.processes.figures.periods import Grain, Period

_NONE = "—"
_HOUR, _DAY = 60, 24 * 60


def in_words(value: Value) -> str:
    """Return "1234", "96.91%", "4.37", "3.4 hours", or a dash of nothing."""
    return number_in_words(value.figure, value.number)


def number_in_words(figure: Figure, number: Decimal | None) -> str:
    """Return a number of a figure in words."""
    if number is None:
        return _NONE
    match figure.form:
        case Form.RATE:
            return f"{number}%"
        case Form.QUANTILE | Form.AGE:
            return duration(timedelta(minutes=float(number)))
        case _:
            return str(number)


def duration(length: timedelta) -> str:
    """Return "25 minutes", "3.4 hours" or "5.1 days": as exact as it is known."""
    minutes = length / timedelta(minutes=1)
    if abs(minutes) < _HOUR:
        return _("%(n)s minutes") % {"n": round(minutes)}
    if abs(minutes) < 2 * _DAY:
        return _("%(n)s hours") % {"n": f"{minutes / _HOUR:.1f}"}
    return _("%(n)s days") % {"n": f"{minutes / _DAY:.1f}"}


def change_in_words(figure: Figure, change: Decimal | None) -> str:
    """Return "+9", "−1.20 pp", "+1.5 hours", "0", or a dash where there is nothing to compare."""
    if change is None:
        return _NONE
    if not change:
        return "0"
    sign = "+" if change > 0 else "−"
    size = abs(change)
    match figure.form:
        case Form.RATE:
            return f"{sign}{size} {_('pp')}"
        case Form.QUANTILE | Form.AGE:
            return f"{sign}{duration(timedelta(minutes=float(size)))}"
        case _:
            return f"{sign}{size}"


@dataclass(frozen=True)
class Told:
    """A change as a page shows it: in words, in percent of counts, and whether it went the wrong way."""

    text: str
    percent: str
    verdict: str
    worse: bool | None

    @classmethod
    def of(cls, line: Line, *, yearly: bool = False) -> "Told":
        """Say the change since the period before, or since the year before."""
        before = line.year_before if yearly else line.before
        if before is None:
            return cls(_NONE, "", "", None)
        figure, change = line.now.figure, line.now.since(before)
        percent = percent_change(line.now, before)
        worse = line.now.went_wrong_since(before)
        verdict = (
            "" if worse is None else pgettext("figure", "worse") if worse else pgettext("figure", "better")
        )
        return cls(
            change_in_words(figure, change),
            "" if percent is None or not change else f"{percent:+}%".replace("-", "−"),
            verdict,
            worse,
        )


def period_in_words(period: Period) -> str:
    """Return what a period is called, such as "2026-11", "Week from 2026-11-23" or "2026-11-01 to 2026-11-28"."""
    first = period.first
    match period.grain:
        case Grain.DAY:
            return first.isoformat()
        case Grain.WEEK:
            return _("Week from %(day)s") % {"day": first}
        case Grain.MONTH:
            return _("%(year)s-%(month)s") % {"year": first.year, "month": f"{first:%m}"}
        case Grain.QUARTER:
            return _("Quarter %(quarter)d of %(year)d") % {
                "quarter": (first.month + 2) // 3,
                "year": first.year,
            }
        case Grain.YEAR:
            return _("Year %(year)d") % {"year": first.year}
        case Grain.RANGE:
            return days_in_words(period)


def days_in_words(period: Period) -> str:
    """Return "2026-11-01 to 2026-11-28", or a day alone."""
    if period.first == period.last:
        return period.first.isoformat()
    return _("%(first)s to %(last)s") % {"first": period.first, "last": period.last}


def moment_in_words(written: str, *, monthly: bool) -> str:
    """Return a day or month of a trend, as short as a chart's axis needs it."""
    day = date.fromisoformat(written)
    return f"{day:%Y-%m}" if monthly else f"{day:%m-%d}"
