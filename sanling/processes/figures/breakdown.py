"""A figure in a period, whole and by its parts, beside the period before and the year before."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sanling.domain.indicators.config import Figure, Form
from sanling.domain.indicators.flows import flows
from sanling.domain.indicators.rules import ranked
from sanling.domain.people.access import Viewer
from sanling.foundation.rates import Rate
from sanling.processes.figures.access import sees_all
from sanling.processes.figures.indicators import Asked, Value, all_values, moments
from sanling.processes.figures.periods import Compared
from sanling.processes.figures.queries import TIMES, By


@dataclass(frozen=True)
class Line:
    """A figure of a unit: now, a period before, a year before; its rank among the units, if they are compared."""

    unit: str
    now: Value
    before: Value | None = None
    year_before: Value | None = None
    rank: int | None = None

    @property
    def change(self) -> Decimal | None:
        """Return by how much it is more than a period before."""
        return self.now.since(self.before) if self.before else None

    @property
    def year_change(self) -> Decimal | None:
        """Return by how much it is more than a year before."""
        return self.now.since(self.year_before) if self.year_before else None

    @property
    def is_worse(self) -> bool | None:
        """Tell whether it went the wrong way since the period before; None where it stayed, or where there is none."""
        return self.now.went_wrong_since(self.before) if self.before else None


@dataclass(frozen=True)
class Breakdown:
    """A figure's lines, and all together by their sums."""

    figure: Figure
    compared: Compared
    total: Line
    lines: Sequence[Line]

    def line(self, unit: str) -> Line:
        """Return the line of a unit; of one of which nothing is told, a line of nothing."""
        nothing = Value(self.figure)
        return next((line for line in self.lines if line.unit == unit), Line(unit, nothing, nothing, nothing))

    def share(self, line: Line) -> Decimal | None:
        """Return which part of the whole a line is, as a percentage; None of what can't be added up."""
        if self.figure.form not in (Form.COUNT, Form.BALANCE):
            return None
        return Rate(line.now.numerator, self.total.now.numerator).percent


def breakdown(viewer: Viewer, asked: Asked, figure: Figure, today: date) -> Breakdown:
    """Return what a viewer is told of a figure: by what it is cut by, or all together alone."""
    return breakdowns(viewer, asked, [figure], today)[figure.code]


def breakdowns(
    viewer: Viewer, asked: Asked, figures: Sequence[Figure], today: date
) -> Mapping[str, Breakdown]:
    """Return the same of several figures, at the cost of one."""
    compared = asked.period.compared(today)
    periods = [compared.now] if asked.by in TIMES else [compared.now, compared.before, compared.year_before]
    told = all_values(viewer, [(replace(asked, period=period), figures) for period in periods])
    return {
        figure.code: _broken_down(
            viewer, asked, figure, compared, [found.get(figure.code, {}) for found in told]
        )
        for figure in figures
    }


def _broken_down(
    viewer: Viewer, asked: Asked, figure: Figure, compared: Compared, told: Sequence[Mapping[str, Value]]
) -> Breakdown:
    now = told[0]
    if asked.by in TIMES:
        question = asked.of(flows()[figure.flow], figure)
        units = list(moments(replace(question, last=compared.now.last))) if question else []
    else:
        units = sorted({unit for found in told for unit in found})
    ranks = _ranks(viewer, asked, figure, now)
    lines = [_line(figure, unit, [found.get(unit) for found in told], ranks.get(unit)) for unit in units]
    if figure.form.stands and asked.by in TIMES:
        return Breakdown(figure, compared, lines[-1] if lines else _line(figure, "", [None]), lines)
    total = _line(figure, "", [together(figure, found.values()) for found in told])
    return Breakdown(figure, compared, total, lines)


def _line(figure: Figure, unit: str, told: Sequence[Value | None], rank: int | None = None) -> Line:
    now, *others = (value or Value(figure) for value in told)
    before, year_before = others or (None, None)
    return Line(unit, now, before, year_before, rank)


def together(figure: Figure, parts: Iterable[Value]) -> Value:
    """Return the value of all parts together, by their sums."""
    numerator = denominator = 0
    histogram: Counter[int] = Counter()
    for part in parts:
        numerator += part.numerator
        denominator += part.denominator
        histogram.update(part.histogram or {})
    return Value(figure, numerator, denominator, histogram or None)


def _ranks(viewer: Viewer, asked: Asked, figure: Figure, found: Mapping[str, Value]) -> Mapping[str, int]:
    """Return the ranks of places by an outcome, the best first, for who sees all of them; nothing else is ranked."""
    flow = flows()[figure.flow]
    if not (figure.outcome and figure.form is Form.RATE and asked.by is By.PLACE):
        return {}
    if not sees_all(viewer, flow, asked.place):
        return {}
    rates = {unit: Rate(value.numerator, value.denominator) for unit, value in found.items()}
    if figure.better == "less":
        rates = {unit: Rate(-rate.numerator, rate.denominator) for unit, rate in rates.items()}
    return {unit: rank for rank, unit, _rate in ranked(rates)}


def percent_change(now: Value, before: Value) -> Decimal | None:
    """Return by which percentage a count is more than another; None since nothing, and of what is none."""
    if now.figure.form not in (Form.COUNT, Form.BALANCE) or not before.numerator:
        return None
    exact = Decimal(now.numerator - before.numerator) * 100 / Decimal(before.numerator)
    return exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
