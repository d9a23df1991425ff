"""The columns of lists of matters are told apart by the headings that systems give them."""

from collections import defaultdict

import pytest

from sanling.domain.matters.imports.columns import OF_ENTRIES, OF_MATTERS
from sanling.foundation.tables.frame import Column, plain

BY_CODE = {column.code: column for column in (*OF_ENTRIES, *OF_MATTERS)}


@pytest.mark.parametrize("columns", [OF_MATTERS, OF_ENTRIES])
def test_no_heading_means_two_columns(columns: tuple[Column, ...]) -> None:
    means: dict[str, set[str]] = defaultdict(set)
    for column in columns:
        for name in column.names:
            means[plain(name)].add(column.code)
    assert not [heading for heading, codes in means.items() if len(codes) > 1]


@pytest.mark.parametrize(
    ("said", "over"),
    [
        ("已办结", True),
        ("结案", True),
        ("已归档", True),
        ("不予受理", True),
        ("Closed", True),
        ("未办结", False),
        ("在办", False),
        ("办理中", False),
        ("待受理", False),
    ],
)
def test_a_status_says_whether_it_is_over(said: str, over: bool) -> None:
    assert BY_CODE["status"].value_of(said) is over


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("status", "蓝色"),
        ("headcount", "0"),
        ("headcount", "若干"),
        ("number", "一" * 61),
        ("registered", "去年"),
    ],
)
def test_what_a_cell_cant_mean_is_refused(code: str, said: str) -> None:
    with pytest.raises(ValueError, match=r"。"):
        BY_CODE[code].value_of(said)


def test_numbers_and_heads_are_read_in_any_width() -> None:
    assert BY_CODE["number"].value_of(" 〔２０２３〕zz－ 1号 ") == "〔2023〕ZZ-1号"
    assert BY_CODE["headcount"].value_of("１２人") == 12
