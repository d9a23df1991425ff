"""What rooms count: each declares its stocks, with their measures, in the ``STOCKS`` of its ``measures`` module.

A stock has a row for whatever was there in a period (a month, a year): how a subject stood, a subject and its title. A
measure says which of these rows count. Sums of them are states: computed, and computed again whenever rows change.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet
from django_stubs_ext import StrPromise

from sanling.domain.people.guarded import Guarded
from sanling.foundation.installed import modules
from sanling.foundation.labels import Label
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for


class Grain(StrEnum):
    """How long a period of a stock is; it is named by its first day."""

    MONTH = "month"
    YEAR = "year"


def _no_zeros(_city: str) -> Mapping[str, str]:
    return {}


def _no_names(_city: str) -> Mapping[str, Mapping[str, Label]]:
    return {}


@dataclass(frozen=True)
class Measure:
    """Which rows of a stock count: of one zero, where it is ``of_zeros`` and one is named, else of all together.

    One of ``parts``, which it names by code in a profile, counts the rows of one part, which its indicator says.
    """

    name: StrPromise
    where: Callable[[str], Q] = field(compare=False)
    of_zeros: bool = False
    parts: Callable[[Profile], Mapping[str, Label]] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Stock:
    """What is counted in a period: rows of a city that have a division, a group, a type and a sector.

    ``rows`` are those of a city in a period, and ``guarded`` says who sees which. ``columns`` hold division, group,
    type and sector, and ``names`` calls their codes: of "group", "type" and "sector", and of "zero" where there are
    such. They are shown as the ledger of a name shows its rows. Rows that are ``sensitive`` are persons or petitions:
    few of them tell who they are (`publications.rules`).
    """

    code: str
    grain: Grain
    guarded: Guarded
    rows: Callable[[str, date], QuerySet[Any]]
    measures: Mapping[str, Measure]
    ledger: str
    columns: tuple[str, str, str, str] = ("division", "group", "type", "sector")
    zeros: Callable[[str], Mapping[str, str]] = _no_zeros
    names: Callable[[str], Mapping[str, Mapping[str, Label]]] = _no_names
    sensitive: bool = False

    def counted(self, city: str) -> list[tuple[str, str, Q]]:
        """Return all that is counted in a city: measure, zero or part ("" for all together), and which rows count."""
        return [
            (code, part, measure.where(part))
            for code, measure in self.measures.items()
            for part in self._parts(measure, city)
        ]

    def _parts(self, measure: Measure, city: str) -> Sequence[str]:
        if measure.parts:
            return list(measure.parts(profile_for(city)))
        return ["", *(self.zeros(city) if measure.of_zeros else ())]


@cache
def stocks() -> Mapping[str, Stock]:
    """Return the stocks of the installed rooms by code."""
    return {stock.code: stock for module in modules("measures") for stock in getattr(module, "STOCKS", ())}
