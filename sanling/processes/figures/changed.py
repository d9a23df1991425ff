"""What changed most, and where: changes weighed by how far they lie outside what chance alone would do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from sanling.domain.indicators.config import Form
from sanling.processes.figures.breakdown import Breakdown, Line
from sanling.processes.figures.indicators import Value

# In standard deviations: less is told of nobody.
NOTABLE = 2.0


@dataclass(frozen=True)
class Changed:
    """A figure that changed notably, and what of each breakdown made the most of it; None where nothing can be said.

    Parts of the change of a count are the changes of its units. Of a rate they are what each unit's own rate, weighed
    by its share of the whole, adds to the change: both add up to the change of the whole.
    """

    line: Line
    weight: float
    parts: Mapping[str, "Part | None"]


@dataclass(frozen=True)
class Part:
    """A unit that made the most of a change: its own line, and how much of the whole change it is."""

    line: Line
    effect: float


def changed_most(told: Mapping[str, Mapping[str, Breakdown]], most: int) -> Sequence[Changed]:
    """Return the changes that weigh most, by figure, from each figure's breakdowns by what they are cut by."""
    found: list[Changed] = []
    by_first = next(iter(told.values()), {})
    for code, whole in by_first.items():
        line = whole.total
        if not line.change or whole.figure.better == "neither":
            continue
        weight = weight_of(line)
        if weight >= NOTABLE:
            parts = {by: _most_of(breakdowns[code]) for by, breakdowns in told.items()}
            found.append(Changed(line, weight, parts))
    return sorted(found, key=lambda change: (not change.line.is_worse, -change.weight))[:most]


def weight_of(line: Line) -> float:
    """Return by how many standard deviations a figure changed, if what it counts came by chance.

    Counts are taken as Poisson's, so that their difference has the variance of their sum; rates as of two samples of
    one share, a quantile by how many it is of (Cowan, "Statistical Data Analysis", 1998, 2.3 and 2.4).
    """
    now, before = line.now, line.before
    if before is None or not line.change:
        return 0.0
    match now.figure.form:
        case Form.COUNT | Form.BALANCE:
            return abs(now.numerator - before.numerator) / sqrt(max(now.numerator + before.numerator, 1))
        case Form.RATE:
            return _of_rates(now, before)
        case _:
            smaller = min(now.numerator, before.numerator)
            relative = float(line.change) / float(before.number or 1)
            return abs(relative) * sqrt(smaller)


def _of_rates(now: Value, before: Value) -> float:
    both = (now.numerator + before.numerator) / (now.denominator + before.denominator)
    # A settlement rate can exceed the whole.
    spread = sqrt(max(both * abs(1 - both), 0.01) * (1 / now.denominator + 1 / before.denominator))
    return abs(now.numerator / now.denominator - before.numerator / before.denominator) / spread


def _most_of(told: Breakdown) -> Part | None:
    effect = effect_in(told)
    if effect is None:
        return None
    parts = [Part(line, effect(line)) for line in told.lines if line.unit]
    upward = (told.total.change or 0) > 0
    found = max(parts, key=lambda part: part.effect if upward else -part.effect, default=None)
    return found if found and (found.effect > 0) == upward and found.effect else None


def effect_in(told: Breakdown) -> Callable[[Line], float] | None:
    """Return how much of the change of the whole a part makes; None where that can't be said."""
    now, before = told.total.now, told.total.before
    if before is None:
        return None
    match told.figure.form:
        case Form.COUNT | Form.BALANCE:
            return lambda line: line.now.numerator - (line.before.numerator if line.before else 0)
        case Form.RATE if now.denominator and before.denominator:
            usual = before.numerator / before.denominator
            return lambda line: (line.now.numerator - usual * line.now.denominator) / now.denominator
        case _:
            return None
