"""What changed most is told with where, and its parts add up to it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.indicators.config import Figure, Form
from sanling.foundation.labels import Label
from sanling.processes.figures.breakdown import Breakdown, Line, together
from sanling.processes.figures.changed import NOTABLE, Part, changed_most, effect_in, weight_of
from sanling.processes.figures.indicators import Value
from sanling.processes.figures.periods import read_period

NAMED = Label(zh="数", en="Number")
COUNT = Figure(
    code="late",
    name=NAMED,
    definition=NAMED,
    flow="matters",
    form=Form.COUNT,
    numerator="overdue",
    better="less",
)
RATE = Figure(
    code="rate",
    name=NAMED,
    definition=NAMED,
    flow="matters",
    form=Form.RATE,
    numerator="settled",
    denominator="taken_in",
    better="more",
)
COMPARED = read_period("2026-10").compared(date(2026, 11, 22))
NUMBERS = st.integers(0, 500)


def broken_down(figure: Figure, lines: list[Line]) -> Breakdown:
    """Return a breakdown of lines."""
    before = together(figure, [line.before for line in lines if line.before])
    total = Line("", together(figure, [line.now for line in lines]), before, before)
    return Breakdown(figure, COMPARED, total, lines)


def line(figure: Figure, unit: str, now: tuple[int, int], before: tuple[int, int]) -> Line:
    """Return a line of a unit."""
    return Line(unit, Value(figure, *now), Value(figure, *before), Value(figure))


@given(
    st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=8),
    st.sampled_from([COUNT, RATE]),
)
def test_effects_of_all_parts_are_the_change(
    numbers: list[tuple[int, int, int, int]], figure: Figure
) -> None:
    told = broken_down(
        figure, [line(figure, str(n), (a, b), (c, d)) for n, (a, b, c, d) in enumerate(numbers)]
    )
    effect = effect_in(told)
    change = told.total.change
    if effect is None or change is None:
        return
    whole = sum(effect(part) for part in told.lines)
    points = 100 if figure.form is Form.RATE else 1
    assert whole * points == pytest.approx(float(change), abs=0.011)


def test_where_most_of_it_lies_is_named() -> None:
    told = broken_down(
        COUNT,
        [
            line(COUNT, "a", (90, 0), (20, 0)),
            line(COUNT, "b", (11, 0), (10, 0)),
            line(COUNT, "c", (1, 0), (9, 0)),
        ],
    )
    (found,) = changed_most({"place": {"late": told}}, 4)
    assert found.line.is_worse
    part = found.parts["place"]
    assert isinstance(part, Part)
    assert (part.line.unit, part.effect) == ("a", 70)


def test_chance_is_told_of_nobody() -> None:
    told = broken_down(COUNT, [line(COUNT, "a", (104, 0), (100, 0))])
    assert weight_of(told.total) < NOTABLE
    assert not changed_most({"place": {"late": told}}, 4)


def test_what_got_worse_comes_first() -> None:
    better = broken_down(COUNT, [line(COUNT, "a", (10, 0), (500, 0))])
    worse = broken_down(RATE.model_copy(update={"code": "rate"}), [line(RATE, "a", (50, 100), (90, 100))])
    found = changed_most({"place": {"late": better, "rate": worse}}, 4)
    assert [change.line.is_worse for change in found] == [True, False]
    assert len(changed_most({"place": {"late": better, "rate": worse}}, 1)) == 1
    assert replace(found[0].line, rank=1).rank == 1
