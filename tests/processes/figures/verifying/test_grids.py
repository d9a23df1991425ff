"""A table of counties is compared by its columns: totals, and rates of the two counts that most lines agree by."""

from datetime import date

import pytest

from sanling.processes.figures.verifying.bulletin import NoBulletin
from sanling.processes.figures.verifying.grids import read_grid
from sanling.processes.figures.verifying.judging import judge
from tests.processes.figures.verifying.bulletins import changes

TODAY = date(2026, 11, 30)
HEADS = ["单位", "受理", "化解", "化解率", "上年受理", "同比"]
ROWS = [
    ["金水区", "1,000", "900", "90.0%", "800", "25%"],
    ["二七区", "200", "150", "75.0%", "250", "-20%"],
    ["中原区", "50", "49", "98.0%", "40", "25.0%"],
]
TOTAL = ["合计", "1,250", "1,099", "87.9%", "1,090", "14.7%"]


def test_a_table_that_agrees_agrees() -> None:
    judgement = judge(read_grid([["郑州市 2026 年 10 月"], HEADS, *ROWS, TOTAL], name="表"), today=TODAY)
    assert judgement.agrees
    assert not judgement.remarks
    assert len(judgement.told) == 4 + 4 + 3


def test_a_wrong_cell_is_found_by_its_line_and_its_column() -> None:
    rows = [*ROWS[:2], ["中原区", "50", "94", "98.0%", "40", "25.0%"], TOTAL]
    judgement = judge(read_grid([HEADS, *rows], name="表"), today=TODAY)
    wrong = {judged.claim.name for judged in judgement.contradictions}
    assert wrong == {"中原区 · 化解率", "合计 · 化解"}
    assert changes(judgement, "合计 · 化解")[0] == ("中原区 · 化解", "49", "swapped")


def test_a_workbooks_fraction_is_a_percentage() -> None:
    rows = [[*row[:3], f"{float(row[3][:-1]) / 100:.3f}", *row[4:]] for row in [*ROWS, TOTAL]]
    assert judge(read_grid([HEADS, *rows], name="表"), today=TODAY).agrees


def test_empty_cells_notes_and_columns_of_words_are_passed_over() -> None:
    rows = [
        ["金水区", "10", "—", "", "好"],
        ["二七区", "20", "", "/", "中"],
        ["", "", "", "", ""],
        ["合计", "30", "", "", ""],
    ]
    judgement = judge(read_grid([["单位", "受理", "化解", "化解率", "备注"], *rows], name="表"), today=TODAY)
    assert [judged.claim.name for judged in judgement.told] == ["合计 · 受理"]
    assert judgement.agrees


def test_a_list_says_what_each_number_is_of() -> None:
    rows = [
        ["指标", "数值", "分子", "分母", "合计于", "其中", "本期", "上期"],
        ["受理", "23,613", "", "", "", "", "", ""],
        ["化解", "21484", "", "", "", "受理", "", ""],
        ["成功率", "94%", "化解", "受理", "", "", "", ""],
        ["上年受理", "20000", "", "", "", "", "", ""],
        ["受理同比", "18.1%", "", "", "", "", "受理", "上年受理"],
        ["村", "3", "", "", "主体", "", "", ""],
        ["社区", "4", "", "", "主体", "", "", ""],
        ["主体", "7", "", "", "", "", "", ""],
    ]
    judgement = judge(read_grid(rows, name="表"), today=TODAY)
    assert [judged.claim.name for judged in judgement.contradictions] == ["成功率"]
    assert len(judgement.told) == 3


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["只有一格"]],
        [["单位", "受理"]],
        [["单位", "备注"], ["金水区", "好"]],
        [["单位", "受理"], *([f"镇{n}", "1"] for n in range(500))],
    ],
)
def test_what_is_no_table_is_refused(rows: list[list[str]]) -> None:
    with pytest.raises(NoBulletin):
        read_grid(rows, name="表")


def test_a_cell_that_is_no_number_is_told_and_the_others_of_its_column_are_compared() -> None:
    counties = [["甲", "100", "90", "90%"], ["乙", "50", "待报", "80%"], ["丙", "10", "9", "80%"]]
    rows = [*counties, ["合计", "160", "139", ""]]
    bulletin = read_grid([HEADS[:4], *rows], name="表")
    assert bulletin.passed == (("乙 · 化解", "未比对：“待报”不是一个数"),)
    judgement = judge(bulletin, today=TODAY)
    assert {judged.claim.name for judged in judgement.contradictions} == {"丙 · 化解率"}
    assert "合计 · 化解" not in {judged.claim.name for judged in judgement.claims}


def test_a_column_of_rates_that_no_two_columns_give_is_told() -> None:
    rows = [["甲", "100", "90", "13%"], ["乙", "50", "40", "17%"]]
    bulletin = read_grid([HEADS[:4], *rows], name="表")
    assert [name for name, _why in bulletin.passed] == ["化解率"]


def test_headings_in_two_lines_are_one() -> None:
    rows = [
        ["2022 年通报", "", "", ""],
        ["单位", "纠纷", "", "化解率"],
        ["单位", "受理", "化解", "化解率"],
        ["甲", "100", "90", "95%"],
        ["乙", "50", "40", "80%"],
    ]
    judgement = judge(read_grid(rows, name="表"), today=TODAY)
    assert [judged.claim.name for judged in judgement.contradictions] == ["甲 · 化解率"]
    assert {key.name for key in judgement.bulletin.said if "受理" in key.name} == {
        "甲 · 纠纷 受理",
        "乙 · 纠纷 受理",
    }
