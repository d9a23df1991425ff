"""Questions of numbers: of a place and some days, as a whole or by what they are cut by, and the rows behind them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import BooleanField, Func, QuerySet, Value

from sanling.domain.indicators.flows import Flow
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import Level
from sanling.processes.figures.access import visible_rows
from sanling.processes.figures.models import Fact


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


# What is cut by time is not compared with other times, but with what stands before it.
TIMES = frozenset({By.DAY, By.MONTH})
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


def rows_behind(viewer: Viewer, asked: Question, measure: str) -> QuerySet[Any]:
    """Return the rows behind a number that a viewer sees: as many as it says."""
    return asked.flow.behind(visible_rows(viewer, asked.flow), facts_asked(asked, [measure]))


def facts_asked(asked: Question, measures: Collection[str] = ()) -> QuerySet[Fact]:
    """Return the facts that a question is of, of all measures or of some, whoever sees them."""
    return Fact.objects.filter(
        Within(asked.place, asked.first, asked.last),
        flow=asked.flow.code,
        **({"measure__in": measures} if measures else {}),
        place__startswith=asked.place,
        day__gte=asked.first,
        day__lte=asked.last,
        **asked.narrowing(),
    )
