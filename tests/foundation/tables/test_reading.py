"""Workbooks and CSV files come as rows of texts, numbered as Excel numbers them, whatever they were written with."""

from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.tables.encoding import is_broken
from sanling.foundation.tables.reading import Rounded, UnreadableTable, tables_of


def rows(path: Path) -> list[tuple[int, list[str]]]:
    return [(number, list(cells)) for table in tables_of(path) for number, cells in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "，"])
def test_a_csv_file_is_read_in_any_usual_encoding_and_with_any_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(f"姓名{separator}手机\r\n王五{separator}138\r\n".encode(encoding))
    assert rows(file) == [(1, ["姓名", "手机"]), (2, ["王五", "138"])]


def test_a_line_break_in_quotes_is_no_row(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('a,b\n"x\ny",1\nz,2\n')
    assert [number for number, _cells in rows(file)] == [1, 2, 3]


def test_cells_of_a_workbook_are_texts_and_merged_ones_are_filled_downwards(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    with xlsxwriter.Workbook(str(file)) as book:
        page, hidden = book.add_worksheet(), book.add_worksheet()
        hidden.hide()
        hidden.write(0, 0, "unseen")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_row(1, 1, ["单位", 13800000000, 1.5, 410105199001011234])
        page.write_datetime(1, 5, datetime(2024, 1, 5), day)
        page.merge_range(1, 1, 3, 1, "单位")
        page.write(2, 2, "x")
    found = rows(file)
    assert found[1] == (2, ["单位", "13800000000", "1.5", "410105199001011328", "2024-01-05"])
    assert isinstance(found[1][1][3], Rounded)
    assert [cells[0] for _number, cells in found][:3] == ["", "单位", "单位"]


@pytest.mark.parametrize(
    "begin", [b"<html><body>", b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_table_is_said_with_what_to_do(tmp_path: Path, begin: bytes) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(begin + b"\x00junk" * 99)
    with pytest.raises(UnreadableTable, match=r"xlsx|Excel"):
        rows(file)


@given(st.binary(max_size=400))
def test_no_bytes_crash(tmp_path_factory: pytest.TempPathFactory, odd: bytes) -> None:
    file = tmp_path_factory.mktemp("odd") / "a.csv"
    file.write_bytes(odd)
    try:
        found = rows(file)
    except UnreadableTable:
        return
    assert all(isinstance(cell, str) for _number, cells in found for cell in cells)


def test_blanks_that_are_merged_beside_a_table_change_nothing_in_it(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        page, plain = book.add_worksheet(), book.add_format()
        for row, cells in enumerate([("姓名", "手机"), ("张三", "138"), ("李四", "")]):
            page.write_row(row, 1, cells)
        page.merge_range(1, 0, 2, 0, "", plain)
        page.merge_range(0, 5, 2, 5, "", plain)
    assert rows(file) == [(1, ["姓名", "手机"]), (2, ["张三", "138"]), (3, ["李四", ""])]


def test_what_nothing_can_keep_is_told_as_broken(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"a,b\n1\0,2\n")
    assert rows(file) == [(1, ["a", "b"]), (2, ["1\ufffd", "2"])]
    file.write_text(r'{"features": [{"properties": {"a": "x\ud800", "\u0000": "𠮷"}, "geometry": null}]}')
    assert rows(file) == [(0, ["a", "\ufffd", "geometry"]), (1, ["x\ufffd", "𠮷", ""])]
    assert is_broken("x\ufffd")
