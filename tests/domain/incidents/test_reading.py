"""Cells of lists are read as offices write them."""

from datetime import date, datetime

import pytest

from sanling.domain.incidents.reading import CALLED, money_below, read_flag, read_kind, read_when, says
from sanling.foundation.calendar import CHINA


@pytest.mark.parametrize(
    ("heading", "cell", "amount"),
    [
        ("直接经济损失（元）", "1200", 1200),
        ("直接经济损失（万元）", "12.5", 125_000),
        ("直接经济损失（万元）", "125000元", 125_000),
        ("直接经济损失", "12万元", 120_000),
        ("直接经济损失", "1.2亿", 120_000_000),
        ("直接经济损失", "１,200,000", 1_200_000),
        ("直接经济损失", "120,0000", 1_200_000),
        ("直接经济损失", "12,345,678.9", 12_345_678),
        ("直接经济损失（亿元）", "1.2", 120_000_000),
        ("直接经济损失（百万元）", "3", 3_000_000),
        ("直接经济损失（千万元）", "1", 10_000_000),
        ("直接经济损失（千元）", "8", 8_000),
        ("直接经济损失（百元）", "8", 800),
        ("直接经济损失（万）", "8", 80_000),
        ("直接經濟損失（萬元）", "8", 80_000),
        ("万元\n损失情况\n直接经济损失", "8", 80_000),
        ("万元\n直接经济损失（元）", "8", 8),
        ("损失情况（万元）\n直接经济损失", "8", 80_000),
        ("万达广场三单元损失", "8", 8),
        ("填报单位：万元商贸\n直接经济损失", "8", 8),
        ("1000万元（含）以上事故\n直接经济损失", "8", 8),
    ],
)
def test_money_is_read_in_the_unit_of_the_cell_or_else_of_the_nearest_heading_that_says_one(
    heading: str, cell: str, amount: int
) -> None:
    assert money_below(heading)(cell) == amount


def test_no_amount_is_guessed() -> None:
    for cell in ("约十万", "-5", "12千元", "1,5", "1,2万元", "12,34", "1,,200", "1,200,5", ",500"):
        with pytest.raises(ValueError, match=r"."):
            money_below("")(cell)


def test_a_day_may_have_a_time() -> None:
    assert read_when("2026/7/14") == (date(2026, 7, 14), None)
    at = datetime(2026, 7, 14, 14, 30, tzinfo=CHINA)
    day, instant = read_when("2026年7月14日下午2时30分")
    assert (day, instant) == (date(2026, 7, 14), at)


def test_words_of_offices_are_known() -> None:
    assert (read_flag("越级"), read_flag("否")) == (True, False)
    assert (read_kind("来访"), read_kind("事故"), read_kind("信访登记")) == (
        "petition_visit",
        "accident",
        "petition_visit",
    )
    assert (says("channel")("走访"), says("reached")("进京"), says("measure")("命案")) == (
        "visit",
        "state",
        "homicides",
    )
    for choices in CALLED.values():
        assert set(choices.values()) <= set(choices)
    for read in (read_flag, read_kind, says("sort")):
        with pytest.raises(ValueError, match=r"."):
            read("不知道")


def test_a_kind_or_choice_with_a_note_that_undoes_it_is_refused() -> None:
    for read, undone in ((read_kind, "警情（已撤销）"), (says("measure"), "命案（否）")):
        with pytest.raises(ValueError, match="选项"):
            read(undone)


@pytest.mark.parametrize("said", ["属实（部分）", "是（否）", "合法（越级）"])
def test_a_yes_with_a_note_that_may_undo_it_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="是"):
        read_flag(said)
