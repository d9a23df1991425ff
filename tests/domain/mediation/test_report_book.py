"""The Excel file holds each cut with its sum, crossings that add up, and the endings for courts."""

from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from sanling.domain.mediation.report_book import book
from sanling.domain.mediation.reporting import BYS, MEASURES, By, Case
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def a_case(key: int, **rows: str) -> Case:
    usual = {
        By.CATEGORY: "neighbours",
        By.SOURCE: "application",
        By.BODY: "village",
        By.FORM: "written",
        By.ENDING: "agreement",
    }
    counts = {measure: 1 for measure in MEASURES if measure != "sum"}
    return Case(key, usual | {By(by): code for by, code in rows.items()}, counts, 123_45)


def sheets(cast: Cast, *cases: Case) -> list[list[list[Any]]]:
    made = book(cast["county_leader"].viewer, cases, [("报表", "=1+1"), ("期间", "2026")])
    read = CalamineWorkbook.from_filelike(BytesIO(made))
    return [read.get_sheet_by_name(name).to_python() for name in read.sheet_names]


def test_sums_are_in_yuan_and_add_up(cast: Cast) -> None:
    by_category, *_others = sheets(cast, a_case(1), a_case(2, category="medical"))
    column = 1 + [*MEASURES].index("sum")
    assert by_category[-1][column] == pytest.approx(246.90)
    assert [row[column] for row in by_category if row[column] == 123.45] == [123.45] * 2


def test_what_looks_like_a_formula_is_text(cast: Cast) -> None:
    assert sheets(cast)[0][0][1] == "=1+1"


def test_there_is_a_sheet_for_each_cut_each_crossing_and_the_endings(cast: Cast) -> None:
    made = sheets(cast, a_case(1, body="court_invited"), a_case(2))
    assert len(made) == len(BYS) - 1 + 3 + 1
    assert ["达成调解协议", 1, 2] in [row[:3] for row in made[-1]]
