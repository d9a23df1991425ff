"""Months as they come round, and how each stands."""

from datetime import date

from sanling.domain.indicators.models import Tallied
from sanling.domain.indicators.tallying import tally
from sanling.domain.recognition.late import judge_month
from sanling.domain.recognition.measures import JUDGED, TITLES, years_counted
from sanling.domain.recognition.models import Evaluation, Standard
from sanling.foundation.days import month_before, today


def this_month() -> date:
    """Return the first day of the month that it is."""
    return today().replace(day=1)


def is_over(month: date) -> bool:
    """Whether a month has ended, so that all that it can hold has happened."""
    return month < this_month()


def months_back(count: int) -> list[date]:
    """Return the first days of this month and those before it, the latest first."""
    found = [this_month()]
    while len(found) < count:
        found.append(month_before(found[-1]))
    return found


def evaluate_months() -> None:
    """Judge this month and the last, of every city that has a standard, and sum its titles."""
    for city in Standard.objects.filter(retired_at=None).order_by("city").values_list("city", flat=True):
        for month in reversed(months_back(2)):
            judge_month(city=city, month=month)
        for month in _not_summed(city):
            tally(JUDGED, city, month)
        for year in {*years_counted(city), *_years_summed(city)}:
            tally(TITLES, city, year)


def _years_summed(city: str) -> list[date]:
    """Return the years that were ever summed: subjects move, also those of years that were taken over."""
    return list(Tallied.objects.filter(stock=TITLES.code, city=city).values_list("period", flat=True))


def _not_summed(city: str) -> list[date]:
    """Return the months that were judged before there were sums of them."""
    summed = Tallied.objects.filter(stock=JUDGED.code, city=city).values("period")
    judged = Evaluation.objects.filter(city=city).exclude(month__in=summed).order_by("month")
    return list(judged.values_list("month", flat=True))
