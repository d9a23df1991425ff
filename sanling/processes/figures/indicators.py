"""Figures as a city's profile defines them: computed from the sums of what one sees, never averaged, never added up."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from django.db.models import QuerySet, Sum

from sanling.domain.indicators.config import Figure, Form, IndicatorsPart
from sanling.domain.indicators.distribution import ages, quantile
from sanling.domain.indicators.flows import Flow, flows
from sanling.domain.people.access import Viewer
from sanling.foundation.days import FIRST_YEAR, next_month
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.rates import Rate
from sanling.processes.figures.access import sees_kind, visible_rows
from sanling.processes.figures.models import Fact
from sanling.processes.figures.periods import Period
from sanling.processes.figures.queries import TIMES, By, Cell, Question, facts_asked, rows_behind
from sanling.processes.figures.reading import Wanted, all_numbers, numbers

# Of what is summed since the beginning: earlier than any day.
BEGINNING = date(FIRST_YEAR, 1, 1)


@dataclass(frozen=True)
class Asked:
    """Of which place and days figures are asked, cut by what, and narrowed to which kind, category, channel, unit."""

    place: str
    period: Period
    by: By = By.NOTHING
    kind: str = ""
    category: str = ""
    channel: str = ""
    unit: str = ""
    crossed: bool = False

    def of(self, flow: Flow, figure: Figure) -> Question | None:
        """Return the question of a figure's numbers; None where it is of another kind than is asked."""
        if figure.kind and self.kind not in ("", figure.kind):
            return None
        return Question(
            flow,
            self.place,
            self.period.first,
            self.period.last,
            by=self.by,
            family=figure.family or "",
            kind=figure.kind or self.kind,
            category=self.category,
            channel=self.channel,
            unit=self.unit,
            crossed=self.crossed,
        )


@dataclass(frozen=True)
class Value:
    """What a figure is: its numerator, the denominator if it has one, and of a quantile how many lie in each bucket."""

    figure: Figure
    numerator: int = 0
    denominator: int = 0
    histogram: Mapping[int, int] | None = None

    @property
    def number(self) -> Decimal | None:
        """Return a count, a percentage or a mean to two decimals, or of a quantile minutes; None of nothing."""
        match self.figure.form:
            case Form.COUNT | Form.BALANCE:
                return Decimal(self.numerator)
            case Form.RATE:
                return Rate(self.numerator, self.denominator).percent
            case Form.MEAN:
                if not self.denominator:
                    return None
                exact = Decimal(self.numerator) / Decimal(self.denominator)
                return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
            case Form.QUANTILE | Form.AGE:
                found = self.duration
                return None if found is None else Decimal(round(found / timedelta(minutes=1)))

    @property
    def duration(self) -> timedelta | None:
        """Return the duration that a quantile is."""
        return quantile(self.histogram or {}, self.figure.share or 0)

    def since(self, other: "Value") -> Decimal | None:
        """Return by how much it is more than another of its figure; None where one of them is of nothing."""
        if self.number is None or other.number is None:
            return None
        return self.number - other.number

    def went_wrong_since(self, other: "Value") -> bool | None:
        """Tell whether it went the wrong way since another; None where it stayed, or where no way is."""
        change, better = self.since(other), self.figure.better
        return (change > 0) == (better == "less") if change and better != "neither" else None


def figures_of(city: str) -> Mapping[str, Figure]:
    """Return the figures of a city by code."""
    part: IndicatorsPart = profile_for(city).part("indicators")
    return {figure.code: figure for figure in part.figures}


def visible_figures(viewer: Viewer) -> Mapping[str, Figure]:
    """Return the figures of what a viewer sees anything of."""
    return {
        code: figure
        for code, figure in figures_of(viewer.city).items()
        if sees_kind(viewer, flows()[figure.flow], figure.family or "", figure.kind or "")
    }


def values(viewer: Viewer, asked: Asked, figures: Iterable[Figure]) -> Mapping[str, Mapping[str, Value]]:
    """Return the values of figures, by their codes and there by what they are cut by ("" for all together)."""
    return all_values(viewer, [(asked, figures)])[0]


def all_values(
    viewer: Viewer, wanted: Iterable[tuple[Asked, Iterable[Figure]]]
) -> Sequence[Mapping[str, Mapping[str, Value]]]:
    """Return the same of several that are asked, by one statement for all of them."""
    found: list[dict[str, Mapping[str, Value]]] = []
    groups: list[_Group] = []
    for asked, figures in wanted:
        found.append({})
        for question, some in _questions(asked, figures).items():
            groups += _groups(found[-1], question, some)
    told = iter(all_numbers(viewer, [each for group in groups for each in group.wanted]))
    for group in groups:
        cells = _cells(group.wanted, [next(told) for _each in group.wanted])
        group.into.update({figure.code: made(figure, cells, group.question) for figure in group.figures})
    return found


class _Group(NamedTuple):
    """Figures of a question that are read alike, and where their values go."""

    into: dict[str, Mapping[str, Value]]
    question: Question
    figures: Sequence[Figure]
    wanted: Sequence[Wanted]


def _groups(
    into: dict[str, Mapping[str, Value]], question: Question, figures: Sequence[Figure]
) -> Iterator[_Group]:
    """Yield what stands of a question's figures apart from what happens."""
    for stands in (False, True):
        if some := [figure for figure in figures if figure.form.stands is stands]:
            yield _Group(into, question, some, _wanted(question, some))


def rows_of(viewer: Viewer, asked: Asked, figure: Figure, measure: str) -> QuerySet[Any]:
    """Return the rows behind a number of a figure that a viewer sees: as many as it says, if it isn't ``summed``.

    Of a balance they are the rows that are open at the end of the last day.
    """
    flow = flows()[figure.flow]
    question = asked.of(flow, figure)
    if question is None:
        return flow.behind(visible_rows(viewer, flow), Fact.objects.none())
    if figure.form.stands:
        facts = facts_asked(replace(question, first=BEGINNING), [measure])
        return flow.behind(visible_rows(viewer, flow), _left(facts))
    return rows_behind(viewer, question, measure)


def amount_of(viewer: Viewer, asked: Asked, figure: Figure, measure: str) -> int:
    """Return how much the rows behind a number of a figure add up to: of what is ``summed`` more than their count."""
    question = replace(asked, by=By.NOTHING).of(flows()[figure.flow], figure)
    return sum(numbers(viewer, question, [measure]).values()) if question else 0


def _left(facts: QuerySet[Fact]) -> QuerySet[Any, Any]:
    return facts.order_by().values("source", "category").annotate(left=Sum("amount")).filter(left__gt=0)


def _questions(asked: Asked, figures: Iterable[Figure]) -> Mapping[Question, Sequence[Figure]]:
    found: dict[Question, list[Figure]] = defaultdict(list)
    for figure in figures:
        question = asked.of(flows()[figure.flow], figure)
        if question is not None:
            found[question].append(figure)
    return found


def made(figure: Figure, cells: Mapping[Cell, int], asked: Question) -> Mapping[str, Value]:
    """Return a figure's values from the numbers of its measures, as a question asked for them."""
    measures = figure.measures
    units = dict.fromkeys(cell.value for cell in cells if cell.measure in measures)
    if figure.form.is_duration:
        histograms: dict[str, dict[int, int]] = defaultdict(dict)
        for cell, amount in cells.items():
            if cell.measure == figure.numerator:
                histograms[cell.value][cell.bucket] = amount
        return {unit: _distributed(figure, histograms[unit], unit, asked) for unit in units}
    return {
        unit: Value(
            figure,
            cells.get(Cell(unit, figure.numerator, 0), 0),
            cells.get(Cell(unit, figure.denominator, 0), 0) if figure.denominator else 0,
        )
        for unit in units
    }


def _distributed(figure: Figure, histogram: Mapping[int, int], unit: str, asked: Question) -> Value:
    if figure.form is Form.AGE:
        histogram = ages(histogram, _last_day(unit, asked))
    return Value(figure, sum(histogram.values()), histogram=histogram)


def _last_day(unit: str, asked: Question) -> date:
    """Return the last day of what is asked of a unit; cut by day or month, that of the day or month."""
    if asked.by is By.DAY:
        return date.fromisoformat(unit)
    if asked.by is By.MONTH:
        return min(asked.last, next_month(date.fromisoformat(unit)) - timedelta(days=1))
    return asked.last


def _wanted(asked: Question, figures: Sequence[Figure]) -> Sequence[Wanted]:
    """Return what is read for figures of a question, which all stand or don't.

    What stands is summed from the beginning; cut by day or month, up to the first of them, and then by each.
    """
    measures = sorted({measure for figure in figures for measure in figure.measures})
    if not figures[0].form.stands:
        return [(asked, measures)]
    if asked.by not in TIMES:
        return [(replace(asked, first=BEGINNING), measures)]
    whole = replace(
        asked, by=By.NOTHING, crossed=False, first=BEGINNING, last=asked.first - timedelta(days=1)
    )
    return [(asked, measures), (whole, measures)]


def _cells(wanted: Sequence[Wanted], told: Sequence[Mapping[Cell, int]]) -> Mapping[Cell, int]:
    """Return the numbers of a question from what was read; cut by day or month, how many stand at the end of each."""
    if len(told) == 1:
        return told[0]
    (asked, measures), (by_moment, whole) = wanted[0], told
    standing: Counter[tuple[str, int]] = Counter(dict.fromkeys(((measure, 0) for measure in measures), 0))
    for cell, amount in whole.items():
        standing[cell.measure, cell.bucket] += amount
    changes: dict[str, list[tuple[Cell, int]]] = defaultdict(list)
    for cell, amount in by_moment.items():
        changes[cell.value].append((cell, amount))
    found: dict[Cell, int] = {}
    for moment in moments(asked):
        for cell, amount in changes[moment]:
            standing[cell.measure, cell.bucket] += amount
        for (measure, bucket), amount in standing.items():
            if amount or not bucket:
                found[Cell(moment, measure, bucket)] = amount
    return found


def moments(asked: Question) -> Sequence[str]:
    """Return the days, or the months by their first days, of which a question is, as it tells them."""
    days = [asked.first + timedelta(days=n) for n in range((asked.last - asked.first).days + 1)]
    if asked.by is By.MONTH:
        return list(dict.fromkeys(day.replace(day=1).isoformat() for day in days))
    return [day.isoformat() for day in days]
