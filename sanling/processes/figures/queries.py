"""Numbers as somebody is told them: of a place and some days, as a whole or by what they are cut by, and their rows.

Whole months are read from sums by month, the days around them from sums by day; where no such sums are kept, and for
who sees single rows, facts are counted. All three say the same.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import BooleanField, F, Func, Model, QuerySet, Sum, TextField, Value
from django.db.models.functions import Cast, Concat, Left, TruncMonth

from sanling.domain.indicators.access import deepest
from sanling.domain.indicators.flows import CONCEALED, Flow
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import Level
from sanling.foundation.days import next_month
from sanling.processes.figures.access import facts_of_rows, sees_by_place, told, visible_rows
from sanling.processes.figures.folding import CELLS
from sanling.processes.figures.models import Fact, Rollup


class By(StrEnum):
    """What numbers are cut by."""

    NOTHING = ""
    PLACE = "place"
    KIND = "kind"
    CATEGORY = "category"
    CHANNEL = "channel"
    UNIT = "unit"
    DAY = "day"
    MONTH = "month"


# As `figures_extent` has them.
_DIGITS, _DAY_0 = 12, date(2000, 1, 1)
# What sums are kept by, besides what each of them has.
_CUTS = (By.CATEGORY, By.CHANNEL, By.UNIT)


@dataclass(frozen=True)
class Question:
    """Of which flow, place and days, both included, one asks; cut by what, and narrowed to which kind or category.

    What it is cut by may be ``crossed`` with kinds: each value is then one of it and a kind (`crossing`).
    """

    flow: Flow
    place: str
    first: date
    last: date
    by: By = By.NOTHING
    family: str = ""
    kind: str = ""
    category: str = ""
    channel: str = ""
    unit: str = ""
    crossed: bool = False

    @property
    def level(self) -> int:
        """Return the level of the places that are told: the next below its own if it is cut by place."""
        own = len(self.place)
        if self.by is not By.PLACE:
            return own
        return next((int(level) for level in Level if own < level <= Level.VILLAGE), own)

    @property
    def cuts(self) -> frozenset[By]:
        """Return the cuts by which it is cut or narrowed."""
        narrowed = {By.CATEGORY: self.category, By.CHANNEL: self.channel, By.UNIT: self.unit}
        return frozenset({by for by, value in narrowed.items() if value} | ({self.by} & set(_CUTS)))

    def narrowing(self) -> dict[str, str]:
        """Return to what it is narrowed, by column."""
        cut = {"category": self.category, "channel": self.channel, "unit": self.unit}
        return {column: value for column, value in cut.items() if value} | self.of_kind()

    def of_kind(self) -> dict[str, str]:
        """Return to which family and kind it is narrowed, which all sums say."""
        kept = {"family": self.family, "kind": self.kind}
        return {column: value for column, value in kept.items() if value}


class Cell(NamedTuple):
    """A number of a question: of which value of what it is cut by, which measure, and which bucket of a duration."""

    value: str
    measure: str
    bucket: int


def crossing(value: str) -> tuple[str, str]:
    """Return the two that a value of a crossed question is: what it is cut by, and the kind."""
    value, _slash, kind = value.partition("/")
    return value, kind


class Within(Func):
    """Whether facts of a row may be at a place and on some days, both included: by the index of their extents."""

    template = "(%(expressions)s)"
    arg_joiner = " && "

    def __init__(self, place: str, first: date, last: date) -> None:
        """Name the place, in whose codes all that lies in it is, and the days."""
        ends = (place.ljust(_DIGITS, "0"), first), (place.ljust(_DIGITS, "9"), last)
        corners = ",".join(f"({digits},{(day - _DAY_0).days})" for digits, day in ends)
        asked = Func(Value(corners), template="(%(expressions)s)::box")
        super().__init__("extent", asked, output_field=BooleanField())


class _Part(NamedTuple):
    """Some of the days: whole months by their first days, or days."""

    monthly: bool
    first: date
    last: date


def numbers(viewer: Viewer, asked: Question, measures: Collection[str]) -> Mapping[Cell, int]:
    """Return the numbers that a viewer is told: those of the rows that it sees, and of no others."""
    found: dict[Cell, int] = defaultdict(int)
    for value, measure, bucket, amount in _counted(viewer, asked, measures):
        found[Cell(str(value), measure, bucket)] += amount
    return {cell: amount for cell, amount in found.items() if amount}


def rows_behind(viewer: Viewer, asked: Question, measure: str) -> QuerySet[Any]:
    """Return the rows behind a number that a viewer sees: as many as it says."""
    return asked.flow.behind(visible_rows(viewer, asked.flow), facts_asked(asked, [measure]))


Counted = tuple[Any, str, int, int]


def _counted(viewer: Viewer, asked: Question, measures: Collection[str]) -> Iterator[Counted]:
    facts = facts_asked(asked, measures)
    if not sees_by_place(viewer, asked.flow):
        yield from _cut(facts & facts_of_rows(viewer, asked.flow), asked)
        return
    concealed = facts.filter(secrecy=CONCEALED)
    if concealed.exists():
        yield from _cut(concealed & facts_of_rows(viewer, asked.flow), asked)
    # Sums of a level above a viewer's places hold more than it sees.
    deep = max(asked.level, deepest(viewer))
    for part in _parts(asked):
        level = _kept_level(asked, part, deep)
        if level is None:
            days = replace(asked, first=part.first, last=part.last)
            yield from _cut(facts_asked(days, measures).filter(told(viewer, asked.flow, Fact)), asked)
            continue
        for apart in (False, True):
            if found := [measure for measure in measures if (measure in asked.flow.distributed) is apart]:
                sums = _sums(asked, part, level, found).filter(distributed=apart)
                yield from _cut(sums.filter(told(viewer, asked.flow, Rollup)), asked)


def _parts(asked: Question) -> Iterator[_Part]:
    """Yield the days before the first whole month, whole months together, and the days after; by day, only days."""
    begin = asked.first if asked.first.day == 1 else next_month(asked.first.replace(day=1))
    beyond = asked.last + timedelta(days=1)
    end = beyond if beyond.day == 1 else beyond.replace(day=1)
    if asked.by is By.DAY or begin >= end:
        yield _Part(monthly=False, first=asked.first, last=asked.last)
        return
    if asked.first < begin:
        yield _Part(monthly=False, first=asked.first, last=begin - timedelta(days=1))
    yield _Part(monthly=True, first=begin, last=end - timedelta(days=1))
    if end < beyond:
        yield _Part(monthly=False, first=end, last=asked.last)


def _kept_level(asked: Question, part: _Part, deep: int) -> int | None:
    """Return the level of the sums that tell it: the highest that is deep enough, None if no such sums are kept."""
    cuts = sorted(asked.cuts)
    if len(cuts) > 1:
        return None
    of = (part.monthly, cuts[0] if cuts else "")
    return min((level for level, *kept in CELLS if level >= deep and tuple(kept) == of), default=None)


def _sums(asked: Question, part: _Part, level: int, measures: Collection[str]) -> QuerySet[Rollup]:
    cuts = sorted(asked.cuts)
    narrowed = asked.of_kind()
    if cuts and (value := asked.narrowing().get(cuts[0])):
        narrowed["value"] = value
    return Rollup.objects.filter(
        flow=asked.flow.code,
        level=level,
        measure__in=measures,
        monthly=part.monthly,
        place__startswith=asked.place,
        by=cuts[0] if cuts else "",
        period__gte=part.first,
        period__lte=part.last,
        **narrowed,
    )


def facts_asked(asked: Question, measures: Collection[str]) -> QuerySet[Fact]:
    """Return the facts that a question is of, whoever sees them."""
    return Fact.objects.filter(
        Within(asked.place, asked.first, asked.last),
        flow=asked.flow.code,
        measure__in=measures,
        place__startswith=asked.place,
        day__gte=asked.first,
        day__lte=asked.last,
        **asked.narrowing(),
    )


def _cut(found: QuerySet[Any], asked: Question) -> Iterator[Counted]:
    summed = found.order_by().values(cut_=_column(found.model, asked), of_=F("measure"), at_=F("bucket"))
    yield from summed.annotate(sum_=Sum("amount")).values_list("cut_", "of_", "at_", "sum_")


def _column(model: type[Model], asked: Question) -> Any:
    cut = _cut_by(model, asked)
    if not asked.crossed:
        return cut
    return Concat(Cast(cut, TextField()), Value("/"), F("kind"), output_field=TextField())


def _cut_by(model: type[Model], asked: Question) -> Any:
    day = "period" if model is Rollup else "day"
    match asked.by:
        case By.NOTHING:
            return Value("")
        case By.PLACE:
            return Left("place", asked.level)
        case By.DAY:
            return F(day)
        case By.MONTH:
            return TruncMonth(day)
        case By.KIND:
            return F("kind")
        case _:
            return F("value") if model is Rollup else F(asked.by.value)
