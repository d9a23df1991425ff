"""Periods that are compared, and ranks that are shared."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from sanling.foundation.days import month_before
from sanling.foundation.rates import Rate

Unit = TypeVar("Unit", bound=Hashable)


def period_before(period: date, *, yearly: bool) -> date:
    """Return the first day of the month before, or of the year before."""
    return period.replace(year=period.year - 1) if yearly else month_before(period)


def ranked(rates: Mapping[Unit, Rate]) -> Sequence[tuple[int, Unit, Rate]]:
    """Return units with their ranks, the highest rate first; equal ones share one, and the next is skipped (1, 1, 3).

    They are compared as fractions, not as rounded. Units of which nothing is counted have no rank and are left out.
    """
    counted = [(unit, rate) for unit, rate in rates.items() if rate.denominator]

    def above(rate: Rate) -> int:
        return sum(
            other.numerator * rate.denominator > rate.numerator * other.denominator
            for _unit, other in counted
        )

    return sorted(((above(rate) + 1, unit, rate) for unit, rate in counted), key=lambda row: row[0])
