"""Amounts in figures and in characters are one amount, and a text that says two is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.mediation.amounts import MOST, disagreeing, in_characters, of_characters, of_figures


@pytest.mark.parametrize(
    ("fen", "characters"),
    [
        (0, "零元整"),
        (1409_50, "壹仟肆佰零玖元伍角整"),
        (6007_14, "陆仟零柒元壹角肆分"),
        (325_04, "叁佰贰拾伍元零肆分"),
        (107_000_53, "壹拾万柒仟元伍角叁分"),
        (1_0001_0000_00, "壹亿零壹万元整"),
        (7, "柒分"),
        (1_0000_0000_0000_00, "壹万亿元整"),
    ],
)
def test_they_are_said_as_on_bills(fen: int, characters: str) -> None:
    assert in_characters(fen) == characters


@given(st.integers(0, MOST))
def test_what_is_said_is_read_as_the_same(fen: int) -> None:
    said = in_characters(fen)
    assert of_characters(said) == fen
    assert "零零" not in said


@pytest.mark.parametrize(
    ("said", "fen"),
    [
        ("十五元", 15_00),
        ("两千零五元三角", 2005_30),
        ("人民币壹萬圓正", 1_0000_00),
        ("三百元", 300_00),
        ("", None),
        ("元", None),
        ("很多元", None),
    ],
)
def test_everyday_spelling_is_read(said: str, fen: int | None) -> None:
    assert of_characters(said) == fen


def test_no_amount_is_below_nothing_or_beyond_all_words() -> None:
    for fen in (-1, MOST + 1):
        with pytest.raises(ValueError, match="can't be written out"):
            in_characters(fen)


def test_figures_are_read_with_their_unit() -> None:
    assert (of_figures("1,234.50"), of_figures("1.2", "万元"), of_figures("1，000")) == (
        1234_50,
        12000_00,
        1000_00,
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("支付人民币伍仟元整（¥5,000.00）。", []),
        ("赔偿5000元（大写：伍仟伍佰元整）。", [("5000元", "伍仟伍佰元")]),
        ("赔偿1.2万元（壹万贰仟元整）", []),
        ("一万五千元（15000元），另付300元", []),
        ("甲付3000元，乙付叁佰元", []),
        ("￥300，叁佰伍拾元整", [("￥300", "叁佰伍拾元")]),
        ("于2026年3月1日前支付", []),
    ],
)
def test_a_text_that_says_two_amounts_in_one_place_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert list(disagreeing(text)) == found
