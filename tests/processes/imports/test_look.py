"""Sheets are told with their headings, and by which of them each column probably goes."""

from pathlib import Path

import pytest
import xlsxwriter

from sanling.domain.people.cast import Player
from sanling.processes.imports.look import heads_key, look
from sanling.processes.imports.work import sheets
from tests.processes.imports.bringing import HEADS, ROW, applied, brought
from tests.sheets import workbook

pytestmark = pytest.mark.django_db


def test_each_sheet_is_told_and_hidden_ones_are_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        for name in ("台账", "说明", "去年"):
            book.add_worksheet(name).write_row(0, 0, HEADS if name == "台账" else ["一段话"])
        book.get_worksheet_by_name("台账").write_row(1, 0, ROW)
        book.get_worksheet_by_name("去年").hide()
    found = look(file, sheets()["subjects"])
    assert [(seen.name, seen.hidden, seen.rows) for seen in found] == [
        ("台账", False, 1),
        ("说明", False, 0),
        ("去年", True, 0),
    ]
    assert found[0].proposed["type"] == "类型"


def test_headings_are_the_same_in_whichever_order() -> None:
    assert heads_key(["a", "b"]) == heads_key(["b", "a"]) != heads_key(["a"])


def test_another_unit_says_itself_which_column_is_what(cast: dict[str, Player], tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", [HEADS, ROW])
    applied(cast["liaison"], file)
    assert brought(cast["department_clerk"], file).state == "asking"
