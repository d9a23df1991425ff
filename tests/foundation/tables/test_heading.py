"""A header may be spread over three rows, be written out without merging, or be one of a clerk's own."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from sanling.foundation.tables.frame import Column, Sheet
from sanling.foundation.tables.heading import Headed, headed, looked_at
from sanling.foundation.tables.reading import Table, tables_of
from tests.foundation.tables.test_frame import TakeNothing

SHEET = Sheet(
    "things",
    (
        Column("name", ("单位名称",), required=True),
        Column("lead", ("负责人姓名", "负责人")),
        Column("phone", ("负责人电话",)),
        Column("liaison", ("联络员电话",)),
    ),
    TakeNothing,
)


def at(*rows: Sequence[str], chosen: Mapping[str, str] | None = None) -> Headed:
    return looked_at(Table("", iter(list(enumerate(rows, 1)))), SHEET, chosen)


def test_a_header_that_is_merged_over_three_rows_is_one(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 0, 4, "2026年11月单位台账")
        page.merge_range(1, 0, 3, 0, "单位名称")
        page.merge_range(1, 1, 1, 4, "人员")
        page.merge_range(2, 1, 2, 2, "负责人")
        page.merge_range(2, 3, 2, 4, "联络员")
        page.write_row(3, 1, ["姓名", "电话", "姓名", "电话"])
        page.write_row(4, 0, ["甲厂", "王五", "1", "赵六", "2"])
    table = next(tables_of(file))
    found = headed(table, SHEET)
    assert found is not None
    assert (found.at, found.places) == (4, {"name": 0, "lead": 1, "phone": 2, "liaison": 4})
    assert list(found.heads) == ["单位名称", "负责人 姓名", "负责人 电话", "联络员 姓名", "联络员 电话"]
    assert [cells[0] for _number, cells in found.rest] == ["甲厂"]


def test_what_was_merged_is_found_again_where_it_was_written_out_without_merging() -> None:
    found = at(["单位名称", "负责人", "", "备注"], ["", "姓名", "电话", ""], ["甲厂", "王五", "1", ""])
    assert (found.at, found.places) == (2, {"name": 0, "lead": 1, "phone": 2})
    assert found.unused == ["备注"]


def test_a_row_with_blanks_is_no_header() -> None:
    assert at(["单位名称", "负责人"], ["甲厂", ""], ["", "王五"]).at == 1


def test_a_clerks_own_headings_are_taken_as_was_chosen() -> None:
    rows = ["表一", ""], ["叫什么", "谁管"], ["甲厂", "王五"]
    assert at(*rows).places == {}
    assert list(at(*rows).heads) == ["叫什么", "谁管"]
    found = at(*rows, chosen={"name": "叫什么", "lead": "谁管"})
    assert (found.at, found.places) == (2, {"name": 0, "lead": 1})


def test_what_was_chosen_for_other_headings_finds_none() -> None:
    table = Table("", iter([(1, ["单位名称", "谁"]), (2, ["甲厂", "王五"])]))
    assert headed(table, SHEET, {"name": "叫什么"}) is None


def test_what_stands_above_a_column_says_its_unit_wherever_it_is_said() -> None:
    sheet = Sheet(
        "sums",
        (Column("name", ("单位名称",)), Column("sum", ("损失",)), Column("persons", ("人数",))),
        TakeNothing,
    )

    def above(*rows: Sequence[str]) -> str:
        found = looked_at(Table("", iter(list(enumerate(rows, 1)))), sheet)
        assert set(found.places) == {"name", "sum", "persons"}
        assert [list(cells) for _number, cells in found.rest] == [["甲厂", "12", "3"]]
        return found.above_of("sum")

    row = ["甲厂", "12", "3"]
    assert "万元" in above(["填报单位：甲厂", "", "（单位：万元、人）"], ["单位名称", "损失", "人数"], row)
    assert "万元" in above(["", "", ""], ["", "金额单位: 万元", ""], ["单位名称", "损失", "人数"], row)
    assert "万元" in above(["", "情况（万元）", ""], ["单位名称", "损失", "人数"], row)
    assert "万元" in above(["单位名称", "情况（万元）", ""], ["", "损失", "人数"], row)
    assert "万元" in above(["单位名称", "损失", "人数"], ["", "万元", "人"], row)
    assert "万元" in above(["单位名称", "损失（万元）", "人数"], row)
    assert "元" not in above(["填报单位：甲厂", "", ""], ["单位名称", "损失", "人数"], row)


def test_a_heading_whose_unit_stands_below_it_is_shown_whole() -> None:
    found = at(["单位名称", "负责人电话", "联络员电话"], ["", "个", ""], ["甲厂", "1", "2"])
    assert (found.at, found.heading("phone")) == (2, "负责人电话(个)")
