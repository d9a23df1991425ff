"""Rates as somebody sees them: by place, sector or type, with what they were a period and a year before."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Left

from sanling.domain.indicators.access import deepest, has_sums, visible_rows, visible_tallies
from sanling.domain.indicators.config import Indicator, IndicatorsPart
from sanling.domain.indicators.measures import Grain, Stock, stocks
from sanling.domain.indicators.models import Tallied, Tally
from sanling.domain.indicators.rules import period_before, ranked
from sanling.domain.indicators.tallying import LEVELS
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import Level
from sanling.foundation.days import today
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.rates import Rate

# Of which sector rows are that have none; "" asks of all.
NO_SECTOR = "-"


class By(StrEnum):
    """What rates are broken down by."""

    PLACE = "place"
    SECTOR = "sector"
    TYPE = "type"


@dataclass(frozen=True)
class Asked:
    """Of which indicator and period, by its first day, one asks; where, and of which group, type, sector and zero.

    ``deep`` is the level of the places that it is broken down by, 0 for the next below its own.
    """

    indicator: Indicator
    period: date
    place: str
    by: By = By.PLACE
    group: str = ""
    type: str = ""
    sector: str = ""
    zero: str = ""
    deep: int = 0

    @property
    def lines(self) -> tuple[str, str, str]:
        """Return the group, type and sector that it is narrowed to, "" for all."""
        return (self.group, self.type, self.sector)

    @property
    def stock(self) -> Stock:
        """Return the stock of its rows."""
        return stocks()[self.indicator.stock]

    @property
    def level(self) -> int:
        """Return the level of the places that it is broken down by."""
        return self.deep or next(
            (int(level) for level in LEVELS if level > len(self.place)), int(Level.VILLAGE)
        )

    @property
    def compares(self) -> bool:
        """Tell whether its units are ranked: by outcomes alone, and types of subjects are no units."""
        return self.indicator.outcome and self.by is not By.TYPE

    def zero_of(self, measure: str) -> str:
        """Return the zero of which a measure is asked, or the part."""
        of = self.stock.measures[measure]
        if of.parts:
            return self.indicator.part or ""
        return self.zero if of.of_zeros else ""

    @property
    def periods(self) -> Mapping[str, date]:
        """Return the period, the one before, and the same a year before."""
        yearly = self.stock.grain is Grain.YEAR
        before = period_before(self.period, yearly=yearly)
        last_year = period_before(self.period, yearly=True)
        return {"now": self.period, "before": before, "last_year": last_year}


@dataclass
class Counts:
    """What was counted of a unit: by period, group and measure."""

    numbers: dict[tuple[date, str, str], int] = field(default_factory=lambda: defaultdict(int))

    def sum(self, period: date, measure: str, group: str = "") -> int:
        """Return a sum over the groups, or of one."""
        return sum(
            count
            for (at, of, code), count in self.numbers.items()
            if at == period and code == measure and group in ("", of)
        )


@dataclass(frozen=True)
class Standing:
    """The rate of a unit: now, a period before, a year before; ``open`` of the denominator are not established."""

    unit: str
    asked: Asked
    counts: Counts

    def _rate(self, period: date, group: str = "") -> Rate:
        indicator = self.asked.indicator
        return Rate(
            self.counts.sum(period, indicator.numerator, group),
            self.counts.sum(period, indicator.denominator, group),
        )

    def of(self, group: str) -> Rate:
        """Return the rate of one group: villages and communities stand apart from companies and institutions."""
        return self._rate(self.asked.period, group)

    @property
    def rate(self) -> Rate:
        """Return the rate of all together, by their sums."""
        return self._rate(self.asked.period)

    @property
    def before(self) -> Rate:
        """Return the rate a period before."""
        return self._rate(self.asked.periods["before"])

    @property
    def last_year(self) -> Rate:
        """Return the rate a year before."""
        return self._rate(self.asked.periods["last_year"])

    @property
    def open(self) -> int:
        """Return of how many it isn't established."""
        code = self.asked.indicator.open
        return self.counts.sum(self.asked.period, code) if code else 0


def indicators(city: str) -> Mapping[str, Indicator]:
    """Return a city's indicators by code."""
    part: IndicatorsPart = profile_for(city).part("indicators")
    return part.by_code


def tallied_at(asked: Asked) -> datetime | None:
    """Return when the period was summed last, None before it was; of several cities the one that is the oldest."""
    found = Tallied.objects.filter(stock=asked.stock.code, period=asked.period)
    at = found.filter(city__startswith=asked.place[: Level.CITY]).order_by("at").values_list("at", flat=True)
    return at.first()


def periods_of(stock: Stock, city: str) -> list[date]:
    """Return the periods of a city that were summed, the latest first."""
    found = Tallied.objects.filter(stock=stock.code, city__startswith=city).order_by("-period")
    return list(found.values_list("period", flat=True).distinct())


def usual_period(stock: Stock, periods: Sequence[date]) -> date | None:
    """Return the latest period that is over, else the latest."""
    now = today().replace(day=1, **({"month": 1} if stock.grain is Grain.YEAR else {}))
    return next((period for period in periods if period < now), periods[0] if periods else None)


def written(stock: Stock, period: date) -> str:
    """Return a period as addresses and programs write it: "2026-11", or "2026"."""
    return f"{period:%Y}" if stock.grain is Grain.YEAR else f"{period:%Y-%m}"


def standings(viewer: Viewer, asked: Asked) -> Sequence[Standing]:
    """Return the rates that a viewer sees, a unit each, by its code; those of rows that it sees, and of no others.

    What has no sector stands at `NO_SECTOR`.

    One statement over sums at the level asked for, or deeper where the viewer's own places lie; a viewer of single rows
    has few of them, and they are counted.
    """
    cells = _summed(viewer, asked) if has_sums(viewer, asked.stock) else _counted(viewer, asked)
    found: dict[str, Counts] = defaultdict(Counts)
    for unit, group, period, measure, count in cells:
        found[unit or NO_SECTOR].numbers[period, group, measure] += count
    return [Standing(unit, asked, found[unit]) for unit in sorted(found)]


def total(asked: Asked, of: Sequence[Standing]) -> Standing:
    """Return the standing of all units together, by their sums."""
    counts = Counts()
    for standing in of:
        for cell, count in standing.counts.numbers.items():
            counts.numbers[cell] += count
    return Standing("", asked, counts)


def whole(asked: Asked) -> Rate:
    """Return the rate of all rows together, whoever sees them: for who runs the installation, and for no page."""
    level = next((level for level in LEVELS if level >= len(asked.place)), Level.VILLAGE)
    sums = Tally.objects.filter(
        _narrowed(asked),
        stock=asked.stock.code,
        period=asked.period,
        level=level,
        place__startswith=asked.place,
    )

    def sum_of(measure: str) -> int:
        found = sums.filter(measure=measure, zero=asked.zero_of(measure)).aggregate(sum=Sum("count"))
        return found["sum"] or 0

    return Rate(sum_of(asked.indicator.numerator), sum_of(asked.indicator.denominator))


def ranks_of(asked: Asked, found: Sequence[Standing]) -> Mapping[str, int]:
    """Return the ranks of the units that are compared; what is of no sector is nobody's, and has none."""
    rates = {row.unit: row.rate for row in found if row.unit != NO_SECTOR}
    return {unit: rank for rank, unit, _rate in ranked(rates)} if asked.compares else {}


Cell = tuple[str, str, date, str, int]


def _summed(viewer: Viewer, asked: Asked) -> Iterator[Cell]:
    level = max(asked.level, min(level for level in LEVELS if level >= min(deepest(viewer), Level.VILLAGE)))
    wanted = Q(pk__in=[])
    for measure in asked.indicator.measures:
        wanted |= Q(measure=measure, zero=asked.zero_of(measure))
    found = visible_tallies(viewer, asked.stock).filter(
        wanted,
        _narrowed(asked),
        period__in=set(asked.periods.values()),
        level=level,
        place__startswith=asked.place,
    )
    unit = Left("place", asked.level) if asked.by is By.PLACE else F(asked.by.value)
    counted = found.order_by().values(unit=unit, of=F("group"), at=F("period"), code=F("measure"))
    yield from counted.annotate(number=Sum("count")).values_list("unit", "of", "at", "code", "number")


def _counted(viewer: Viewer, asked: Asked) -> Iterator[Cell]:
    division, group, kind, sector = asked.stock.columns
    unit = {By.PLACE: Left(division, asked.level), By.SECTOR: F(sector), By.TYPE: F(kind)}[asked.by]
    measures = {
        f"n_{code}": Count("pk", filter=asked.stock.measures[code].where(asked.zero_of(code)) or None)
        for code in asked.indicator.measures
    }
    for period in set(asked.periods.values()):
        rows = rows_of(viewer, asked, period)
        counted = rows.order_by().values(unit_=unit, of_=F(group)).annotate(**measures)
        for at, of, *numbers in counted.values_list("unit_", "of_", *measures):
            for code, number in zip(asked.indicator.measures, numbers, strict=True):
                yield at, of, period, code, number


def _narrowed(asked: Asked, columns: Sequence[str] = ("place", "group", "type", "sector")) -> Q:
    _division, *names = columns
    said = {name: value for name, value in zip(names, asked.lines, strict=True) if value}
    return Q(**{name: "" if value == NO_SECTOR else value for name, value in said.items()})


def rows_of(viewer: Viewer, asked: Asked, period: date | None = None, measure: str = "") -> QuerySet[Any]:
    """Return the rows behind a number that a viewer sees: all that are asked of, or those that a measure counts."""
    stock, at = asked.stock, period or asked.period
    rows = stock.rows(viewer.city, at).filter(visible_rows(viewer, stock), _narrowed(asked, stock.columns))
    rows = rows.filter(**{stock.guarded.below: asked.place})
    return rows.filter(stock.measures[measure].where(asked.zero_of(measure))) if measure else rows
