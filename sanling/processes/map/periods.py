"""Of which days a map tells: stretches that move with today, or days of one's own."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from sanling.foundation.days import month_before


class Period(StrEnum):
    """A stretch of days, as addresses name it."""

    WEEK = "week"
    DAYS = "days"
    MONTH = "month"
    LAST_MONTH = "last_month"
    QUARTER = "quarter"
    YEAR = "year"
    LAST_YEAR = "last_year"


NAMES: Mapping[Period, StrPromise] = {
    Period.WEEK: _("Last 7 days"),
    Period.DAYS: _("Last 30 days"),
    Period.MONTH: _("This month"),
    Period.LAST_MONTH: _("Last month"),
    Period.QUARTER: _("This quarter"),
    Period.YEAR: _("This year"),
    Period.LAST_YEAR: _("Last year"),
}
USUAL = Period.DAYS


class Days(NamedTuple):
    """Some days, both included."""

    first: date
    last: date


def days_of(period: Period, today: date) -> Days:
    """Return the days of a stretch on a day; those of this month, quarter and year up to it."""
    month = today.replace(day=1)
    year = month.replace(month=1)
    stretches = {
        Period.WEEK: (today - timedelta(days=6), today),
        Period.DAYS: (today - timedelta(days=29), today),
        Period.MONTH: (month, today),
        Period.LAST_MONTH: (month_before(month), month - timedelta(days=1)),
        Period.QUARTER: (month.replace(month=(month.month - 1) // 3 * 3 + 1), today),
        Period.YEAR: (year, today),
        Period.LAST_YEAR: (year.replace(year=year.year - 1), year - timedelta(days=1)),
    }
    return Days(*stretches[period])
