"""Shares are read as they are meant, whether a workbook keeps them as fractions or a page prints them."""

from datetime import date

import pytest

from sanling.processes.figures.verifying.columns import columns_of, percent
from sanling.processes.figures.verifying.grids import read_grid
from sanling.processes.figures.verifying.judging import judge

TODAY = date(2026, 11, 30)
HEADS = ["单位", "受理", "化解", "化解率"]


@pytest.mark.parametrize(
    "shares",
    [
        ["0.9", "1", "0", "0.005", "0.6666666666666666"],
        ["90", "100", "0", "0.5", "66.66666666666667"],
        ["90%", "100%", "0%", "0.5%", "66.67%"],
    ],
)
def test_a_column_of_shares_is_read_as_a_whole_however_a_workbook_keeps_it(shares: list[str]) -> None:
    counts = [("100", "90"), ("50", "50"), ("30", "0"), ("200", "1"), ("3", "2")]
    rows = [[f"县{at}", *pair, share] for at, (pair, share) in enumerate(zip(counts, shares, strict=True))]
    judgement = judge(read_grid([HEADS, *rows], name="表"), today=TODAY)
    assert judgement.agrees
    assert len(judgement.told) == 5


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("0.9098", "90.98%"),
        ("1", "100%"),
        ("95.20", "95.20%"),
        ("90%", "90%"),
        ("待报", "待报"),
        ("1e-05", "0.001%"),
    ],
)
def test_a_cell_is_read_as_a_percentage(cell: str, read: str) -> None:
    assert percent(cell) == read


def test_a_column_mostly_of_words_is_none_and_what_isnt_a_number_in_others_is_kept_apart() -> None:
    rows = [["甲", "1", "好"], ["乙", "待报", "中"], ["丙", "3", "4"]]
    (column,) = columns_of(["单位", "受理", "备注"], rows, share=False)
    assert (column.head, sorted(column.numbers), column.unread) == ("受理", [0, 2], {1: "待报"})
