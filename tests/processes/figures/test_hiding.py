"""No hidden number of a sensitive kind can be had back from what is told: audited by linear programmes."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from sanling.processes.figures.hiding import SMALLEST, Circulated, circulated

UNITS = ("a", "b", "c", "d", "e")
KINDS = ("dispute", "hazard", "petition", "security")
SENSITIVE = frozenset({"petition", "security"})
TABLES = st.builds(
    lambda numbers, units, kinds: {
        (unit, kind): numbers[nth * len(KINDS) + other]
        for nth, unit in enumerate(UNITS[:units])
        for other, kind in enumerate(KINDS[-kinds:])
    },
    st.lists(st.one_of(st.integers(0, 4), st.integers(0, 60)), min_size=20, max_size=20),
    st.integers(1, 5),
    st.integers(1, 4),
)
Cells = Mapping[tuple[str, str], int]


def bounds(cells: Cells, told: Circulated) -> Sequence[tuple[tuple[str, str], float, float]]:
    """Return between which values each cell can lie by the totals that are told."""
    keys = list(cells)
    rows, sums = [np.zeros(len(keys))], [0.0]
    for totals, place in ((told.units, 0), (told.kinds, 1)):
        for name, number in (totals or {}).items():
            rows.append(np.array([float(key[place] == name) for key in keys]))
            sums.append(number)
    if told.whole is not None:
        rows.append(np.ones(len(keys)))
        sums.append(told.whole)
    found = []
    for nth, key in enumerate(keys):
        cost = np.zeros(len(keys))
        cost[nth] = 1
        low = linprog(cost, A_eq=np.array(rows), b_eq=sums, bounds=(0, 10_000))
        high = linprog(-cost, A_eq=np.array(rows), b_eq=sums, bounds=(0, 10_000))
        found.append((key, low.fun, -high.fun))
    return found


def is_structural(cells: Cells, key: tuple[str, str], told: Circulated) -> bool:
    """Tell whether a cell is of a unit or kind of which nothing is told to be: nothing is hidden there."""
    unit, kind = key
    return (told.units or {}).get(unit) == 0 or (told.kinds or {}).get(kind) == 0 or told.whole == 0


@given(TABLES)
def test_no_hidden_number_is_bounded_to_one_value(cells: Cells) -> None:
    told = circulated(cells, SENSITIVE)
    if told.cells is not None:
        assert not any(0 < cells[key] < SMALLEST for key in cells if key[1] in SENSITIVE)
        return
    for key, low, high in bounds(cells, told):
        if key[1] in SENSITIVE and not is_structural(cells, key, told):
            assert high - low > 0.5, (key, told)


@given(TABLES)
def test_what_is_told_is_true(cells: Cells) -> None:
    told = circulated(cells, SENSITIVE)
    whole = sum(cells.values())
    assert told.whole in (whole, None)
    for totals in (told.units, told.kinds):
        assert totals is None or sum(totals.values()) == whole


@pytest.mark.parametrize(
    ("cells", "parts"),
    [
        ({("a", "dispute"): 1, ("b", "petition"): 7}, {"cells", "units", "kinds"}),
        ({("a", "petition"): 0, ("b", "petition"): 3}, {"cells", "units", "kinds"}),
        # Two petitions could be had from the total of their kind.
        ({("a", "petition"): 2, ("a", "dispute"): 40, ("b", "petition"): 0, ("b", "dispute"): 30}, {"units"}),
        ({("a", "petition"): 2, ("b", "petition"): 9}, set()),
        (
            {("a", "petition"): 2, ("a", "dispute"): 40, ("b", "petition"): 9, ("b", "dispute"): 30},
            {"units", "kinds"},
        ),
    ],
)
def test_as_much_is_told_as_hides_the_few(cells: Cells, parts: set[str]) -> None:
    told = circulated(cells, SENSITIVE)
    assert {name for name in ("cells", "units", "kinds") if getattr(told, name) is not None} == parts


def test_what_is_of_one_sensitive_kind_and_few_is_not_told() -> None:
    assert circulated({("a", "petition"): 1}, SENSITIVE) == Circulated()
