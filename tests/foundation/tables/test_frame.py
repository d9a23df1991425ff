"""A header is found below titles by any of its names, and every fault of a row is told at once."""

from collections.abc import Sequence

import pytest

from sanling.foundation.cleaning import read_whole
from sanling.foundation.tables.frame import Became, Column, Row, Sheet, Taking, line_of, meant
from sanling.foundation.tables.heading import headed, missing, rows_of
from sanling.foundation.tables.reading import Dated, Pointed, Rounded, Table
from sanling.foundation.tables.said import SaidOnce


class TakeNothing(Taking):
    """Takes nothing."""

    def __init__(self, **_options: object) -> None:
        self.said = SaidOnce()

    def take(self, rows: Sequence[Row]) -> None:
        """Do nothing."""


SHEET = Sheet(
    "things",
    (
        Column("name", ("姓名", "人员姓名"), line_of(3), required=True),
        Column("age", ("年龄",), read_whole, is_text=False),
        Column("phone", ("手机号码",), read_whole, personal=True),
    ),
    TakeNothing,
)


def found(*rows: Sequence[str]) -> list[Row]:
    header = headed(Table("", iter(list(enumerate(rows, 1)))), SHEET)
    assert header is not None
    return list(rows_of(header, SHEET))


def test_a_header_stands_below_titles_in_any_width_with_notes_and_stars() -> None:
    (row,) = found(["花名册", ""], ["", ""], ["人 员 姓 名 *", "年龄（周岁）："], ["王五", "４０"])
    assert (row.number, row["name"], row["age"], row["phone"]) == (4, "王五", 40, "")


def test_of_two_rows_of_headings_the_lower_counts() -> None:
    (row,) = found(["姓名", "基本情况", ""], ["姓名", "年龄", "手机号码"], ["王五", "40", "138"])
    assert (row["age"], row["phone"]) == (40, 138)


def test_all_faults_of_a_row_are_told_and_nothing_of_what_is_personal() -> None:
    (row,) = found(["姓名", "年龄", "手机号码"], ["王五赵六", "x", "13812x"])
    assert row.became is Became.REFUSED
    assert [(fault.column, fault.value) for fault in row.faults] == [
        ("姓名", "王五赵六"),
        ("年龄", "x"),
        ("手机号码", ""),
    ]


def test_rounded_numbers_and_broken_texts_are_none() -> None:
    (row,) = found(["姓名", "年龄"], ["王\udcff", Rounded("410105199001011264")])
    assert len(row.faults) == 2


def test_empty_rows_are_nothing_and_notes_are_passed_over() -> None:
    rows = found(["姓名", "年龄"], ["", ""], ["合计：2", ""], [])
    assert [row.became for row in rows] == [Became.PASSED]


def test_a_table_without_what_is_needed_is_none() -> None:
    assert headed(Table("", iter([(1, ["年龄", "手机号码"])])), SHEET) is None
    assert missing(SHEET, ["age"]) == ["姓名"]


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#NAME?", " #VALUE! ", "########", "Err:502"])
def test_an_error_of_excel_is_no_value(error: str) -> None:
    (row,) = found(["姓名", "手机号码"], [error, "138"])
    assert row.became is Became.REFUSED
    assert [(fault.column, fault.value) for fault in row.faults] == [("姓名", error)]
    assert "错误值" in row.faults[0].why


def test_a_formula_without_a_result_is_told_as_such_in_any_column() -> None:
    for cells in (["=?", "40"], ["王五", "=?"]):
        (row,) = found(["姓名", "年龄"], cells)
        assert row.became is Became.REFUSED
        assert [fault.column for fault in row.faults] == [("姓名", "年龄")[cells.index("=?")]]
        assert "公式" in row.faults[0].why


def test_a_number_that_is_shown_divided_is_no_value() -> None:
    (row,) = found(["姓名", "年龄"], ["王五", "=/"])
    assert [(fault.column, "12.3" in fault.why) for fault in row.faults] == [("年龄", True)]


def test_what_excel_may_have_made_of_another_text_is_refused_where_a_text_is_wanted() -> None:
    for cell, why in {
        Pointed("23.1"): "末尾的零",
        Dated("2026-03-12"): "变成日期",
        "4.1E+17": "舍入",
    }.items():
        (row,) = found(["姓名", "年龄"], [cell, "40"])
        assert [fault.column for fault in row.faults] == ["姓名"]
        assert why in row.faults[0].why
    (row,) = found(["姓名", "年龄"], ["王五", Pointed("4.5")])
    assert "整数" in row.faults[0].why


@pytest.mark.parametrize(
    "note",
    [
        "已离职",
        "已撤并",
        "原",
        "拟注销",
        "否",
        "未通过",
        "已注销 2023",
        "待复核",
        "停办",
        "专职，已调离",
        "原任",
        "former",
    ],
)
def test_what_a_note_undoes_is_not_meant(note: str) -> None:
    assert meant({"网格员": 1}, f"网格员（{note}）") is None


@pytest.mark.parametrize(
    "note",
    [
        "专职",
        "兼职",
        "退休法官",
        "未成年人",
        "非营利",
        "招待所",
        "已履行",
        "已备案",
        "模拟",
        "原城建局",
        "含幼儿园",
        "",
    ],
)
def test_a_note_that_explains_leaves_what_it_explains(note: str) -> None:
    assert meant({"网格员": 1}, f"网格员 （{note}）") == 1
