"""Few persons or petitions are told nobody who doesn't see them: the breakdown goes as one."""

from random import Random

import pytest

from sanling.domain.publications.rules import Row, circulated, tells_few
from sanling.foundation.rates import Rate

SMALLEST = 3


def row(rate: Rate, *, unit: str = "a", whole: bool = False, **other: object) -> Row:
    said = {"rank": None, "open": 0, "groups": {}, "before": Rate(0, 0), "last_year": Rate(0, 0), **other}
    return Row(unit=unit, whole=whole, rate=rate, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "few"),
    [
        (row(Rate(5, 10)), False),
        (row(Rate(0, 10)), False),
        (row(Rate(1, 10)), True),
        (row(Rate(9, 10)), True),
        (row(Rate(5, 10), open=2), True),
        (row(Rate(5, 10), before=Rate(8, 9)), True),
        (row(Rate(5, 10), groups={"places": Rate(0, 2)}), True),
    ],
)
def test_a_number_is_small_wherever_it_stands_and_if_it_can_be_subtracted(told: Row, few: bool) -> None:
    assert tells_few([told], SMALLEST) is few


def test_with_one_small_cell_the_whole_breakdown_is_hidden() -> None:
    whole = row(Rate(20, 40), whole=True)
    assert circulated([row(Rate(19, 30)), row(Rate(1, 10)), whole], SMALLEST) == [whole]
    assert circulated([row(Rate(1, 10)), row(Rate(1, 10), whole=True)], SMALLEST) == []
    fine = [row(Rate(10, 20)), row(Rate(10, 20)), whole]
    assert circulated(fine, SMALLEST) == fine


@pytest.mark.parametrize("seed", range(50))
def test_whatever_is_told_holds_no_small_number(seed: int) -> None:
    random = Random(seed)
    rows = []
    for nth in range(random.randint(1, 6)):
        below = random.randint(0, 30)
        rows.append(row(Rate(random.randint(0, below), below), unit=str(nth)))
    total = sum((each.rate for each in rows), start=Rate(0, 0))
    told = circulated([*rows, row(total, whole=True)], SMALLEST)
    assert not tells_few(told, SMALLEST)
    assert len(told) in (0, 1, len(rows) + 1)
