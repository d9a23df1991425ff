"""Months as they come round, and how each stands."""

from datetime import date, timedelta

from sanling.domain.recognition.late import judge_month
from sanling.domain.recognition.models import Standard
from sanling.foundation.days import today


def this_month() -> date:
    """Return the first day of the month that it is."""
    return today().replace(day=1)


def month_before(month: date) -> date:
    """Return the first day of the month before."""
    return (month - timedelta(days=1)).replace(day=1)


def months_back(count: int) -> list[date]:
    """Return the first days of this month and those before it, the latest first."""
    found = [this_month()]
    while len(found) < count:
        found.append(month_before(found[-1]))
    return found


def month_named(written: str) -> date:
    """Return the first day of a month written "2026-11"; raises ValueError."""
    return date.fromisoformat(f"{written}-01")


def evaluate_months() -> None:
    """Judge this month and the last, of every city that has a standard."""
    for city in Standard.objects.filter(retired_at=None).order_by("city").values_list("city", flat=True):
        for month in reversed(months_back(2)):
            judge_month(city=city, month=month)
