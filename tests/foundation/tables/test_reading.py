"""Workbooks and CSV files come as rows of texts, numbered as Excel numbers them, whatever they were written with."""

import re
import struct
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from sanling.foundation.tables.encoding import is_broken
from sanling.foundation.tables.reading import Dated, Pointed, Rounded, UnreadableTable, tables_of
from tests.foundation.files import samples


def rows(path: Path) -> list[tuple[int, list[str]]]:
    return [(number, list(cells)) for table in tables_of(path) for number, cells in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "，"])
def test_a_csv_file_is_read_in_any_usual_encoding_and_with_any_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(f"姓名{separator}手机\r\n王五{separator}138\r\n".encode(encoding))
    assert rows(file) == [(1, ["姓名", "手机"]), (2, ["王五", "138"])]


@pytest.mark.parametrize(
    "title",
    ["填报说明：不要漏项，不要改表头，不要合并，填完盖章，谢谢", "单位名册", "说明：甲;乙;丙;丁;戊;己"],
)
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_what_parts_the_cells_is_told_by_most_rows_not_by_the_title(
    tmp_path: Path, title: str, separator: str
) -> None:
    file = tmp_path / "a.csv"
    table = [["单位", "电话", "地址"], ["甲局", "1", "甲路，一号，后院"], ["乙局", "2", "乙路，二号，后院"]]
    lines = [title if separator not in title else f'"{title}"', *map(separator.join, table)]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert rows(file)[1:] == list(enumerate(table, 2))


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
    assert [(table.hidden, len(list(table.rows))) for table in tables_of(file)] == [(False, 3), (True, 0)]
    found = rows(file)
    assert found[1] == (2, ["单位", "13800000000", "1.5", "410105199001011328", "2024-01-05"])
    assert [type(cell) for cell in found[1][1]] == [str, str, Pointed, Rounded, Dated]
    assert [cells[0] for _number, cells in found][:3] == ["", "单位", "单位"]


@pytest.mark.parametrize(
    "begin",
    [b"<html><body>", b"%PDF-1.7", rb"{\rtf1\ansi", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
)
def test_what_is_no_table_is_said_with_what_to_do(tmp_path: Path, begin: bytes) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(begin + b"\x00junk" * 99)
    with pytest.raises(UnreadableTable, match=r"xlsx|Excel"):
        rows(file)


def test_who_sends_what_can_not_be_read_is_told_in_no_words_of_a_library(tmp_path: Path) -> None:
    table, book = tmp_path / "a.csv", tmp_path / "a.xlsx"
    table.write_text('姓名,电话\n"王,1\n')
    book.write_bytes(b"PK\x03\x04" + b"\0" * 200)
    with translation.override("zh-hans"):
        for file in (table, book):
            with pytest.raises(UnreadableTable) as refused:
                rows(file)
            assert set(re.findall("[A-Za-z]+", str(refused.value))) <= {"CSV", "Excel", "WPS"}


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


def far(path: Path, *cells: tuple[int, int]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["姓名", "手机"])
        for row, column in cells:
            page.write(row, column, "x")
    return path


def test_a_stray_cell_at_an_edge_of_a_sheet_is_read(tmp_path: Path) -> None:
    below = rows(far(tmp_path / "row.xlsx", (1_048_575, 0)))
    assert (below[0], below[1], below[-1]) == ((1, ["姓名", "手机"]), (2, ["", ""]), (1_048_576, ["x", ""]))
    (_number, cells) = rows(far(tmp_path / "column.xlsx", (0, 16_383)))[0]
    assert (cells[:3], len(cells)) == (["姓名", "手机", ""], 16_384)


@pytest.mark.parametrize("corner", [[(1_048_575, 16_383)], [(1_048_575, 0), (0, 16_383)]])
def test_a_stray_cell_at_the_corner_of_a_sheet_is_told_with_what_to_do(
    tmp_path: Path, corner: list[tuple[int, int]]
) -> None:
    with pytest.raises(UnreadableTable, match=r"Ctrl\+End"):
        rows(far(tmp_path / "corner.xlsx", *corner))


def test_cells_merged_down_to_the_last_row_fill_those_that_hold_something(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 1_048_575, 0, "单位")
        page.write_column(0, 1, ["a", "b"])
    assert rows(file) == [(1, ["单位", "a"]), (2, ["单位", "b"])]


def test_of_a_sheet_that_is_left_the_next_is_read_from_its_head(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        for name in ("一", "二"):
            page = book.add_worksheet(name)
            page.write_column(0, 0, [f"{name}{nth}" for nth in range(40)])
    assert [(table.name, next(table.rows)) for table in tables_of(file)] == [
        ("一", (1, ["一0"])),
        ("二", (1, ["二0"])),
    ]


@pytest.mark.parametrize(
    "swallowed",
    [
        '甲,"乙,丙\n丁,戊",己\n',
        '"甲,乙,丙\n丁",戊,己\n',
        '甲,乙,"丙\n丁,戊,己\n庚,辛,壬"\n',
        '甲,"乙,丙\n丁,戊,己\n庚",辛,壬\n',
        '甲,"乙,丙\r\n丁,戊,己"\r\n',
    ],
)
def test_a_quotation_mark_that_makes_one_cell_of_rows_is_told_with_its_row(
    tmp_path: Path, swallowed: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"a,b,c\nx,y,z\n{swallowed}x,y,z\n", newline="")
    with pytest.raises(UnreadableTable, match=" 3 "):
        rows(file)


@pytest.mark.parametrize(
    "honest",
    [
        '甲,"第一行\n第二行",丙\n',
        '甲,乙,"一，二\n三，四\n五，六"\n',
        '甲,"a,b,c\nd,e,f",丙\n',
        '"甲\n","乙\n",丙\n',
        '甲,"\n,\n",丙\n',
        '甲,"{""type"": ""Polygon"",\n""coordinates"": [[[113.6, 34.7],\n[113.7, 34.8]]]}",丙\n',
    ],
)
def test_a_cell_of_several_lines_is_one_cell(tmp_path: Path, honest: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"a,b,c\n{honest}x,y,z\n")
    assert [number for number, _cells in rows(file)] == [1, 2, 3]


ERRORS = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"]


def test_errors_in_the_cells_of_a_workbook_are_told_and_never_taken_for_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        page = book.add_worksheet()
        page.write(0, 2, "姓名")
        for place, error in enumerate(ERRORS, 2):
            page.write_formula(1, place, "=1/0", None, error)
        page.write_row(2, 2, ['<c t="e">', "王五"])
    _head, wrong, sound = rows(file)
    assert wrong == (2, ERRORS)
    assert sound[1][:2] == ['<c t="e">', "王五"]


def test_errors_that_the_reader_of_workbooks_does_not_know_are_told_too(tmp_path: Path) -> None:
    plain, file = tmp_path / "plain.xlsx", tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(plain)) as book:
        book.add_worksheet().write_formula(0, 0, "=1/0", None, "#NUM!")
    with ZipFile(plain) as before, ZipFile(file, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b"#NUM!</v>", b"#SPILL!</v>"))
    assert rows(file) == [(1, ["#SPILL!"])]


def test_errors_in_an_old_workbook_are_told(tmp_path: Path) -> None:
    def record(number: int, content: bytes) -> bytes:
        return struct.pack("<HH", number, len(content)) + content

    cells = [
        record(0x0203, struct.pack("<HHHd", 1, 3, 0, 2.5)),
        record(0x0205, struct.pack("<HHHBB", 1, 4, 0, 0x2A, 1)),
        record(0x0006, struct.pack("<HHHBBBBBBHHLH", 2, 3, 0, 2, 0, 0x07, 0, 0, 0, 0xFFFF, 0, 0, 0)),
    ]
    opened, end = struct.pack("<HHHHLL", 0x0600, 0x10, 0, 0, 0, 0), record(0x0A, b"")
    sheet = record(0x809, opened) + b"".join(cells) + end
    bound = record(0x85, struct.pack("<LBB", 0, 0, 0) + b"\6\0Sheet1")
    begin = record(0x809, opened.replace(b"\x10", b"\5", 1))
    at = len(begin + bound + end)
    bound = record(0x85, struct.pack("<LBB", at, 0, 0) + b"\6\0Sheet1")
    file = tmp_path / "a.xls"
    file.write_bytes(samples.container({"Workbook": begin + bound + end + sheet}))
    assert rows(file)[1:] == [(2, ["2.5", "#N/A"]), (3, ["#DIV/0!", ""])]


def test_errors_in_a_sheet_of_libreoffice_are_told(tmp_path: Path) -> None:
    cells = (
        '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<text:p>#N/A</text:p></table:table-cell>"
        '<table:table-cell office:value-type="float" office:value="0" calcext:value-type="error">'
        "<text:p>#DIV/0!</text:p></table:table-cell>"
    )
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{whole}:1.0"'
        for short, whole in {"office": "office", "table": "table", "text": "text"}.items()
    )
    content = (
        f"<office:document-content{spaces} xmlns:calcext='urn:org:documentfoundation:names:experimental:calc'>"
        "<office:body><office:spreadsheet><table:table table:name='A'><table:table-row>"
        f"{cells}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    file = tmp_path / "a.ods"
    with ZipFile(file, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<manifest:manifest xmlns:manifest='m'/>")
        book.writestr("content.xml", content)
    assert rows(file) == [(1, ["#N/A", "#DIV/0!"])]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\n\n", b'{"features": []}'])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(content)
    with pytest.raises(UnreadableTable, match="没有内容"):
        rows(file)


@pytest.mark.parametrize(("record", "is_wrong"), [(3, True), (11, True), (5, False)])
def test_a_binary_workbook_with_errors_is_refused_with_what_to_do(
    tmp_path: Path, record: int, is_wrong: bool
) -> None:
    file = tmp_path / "a.xlsb"
    row = bytes([0x00, 0x02, 1, 2])
    sheet = bytes([0x81, 0x01, 0x00]) + row + bytes([record, 9, *range(9)]) + bytes([0x82, 0x01, 0x00])
    with ZipFile(file, "w") as book:
        book.writestr("xl/worksheets/sheet1.bin", sheet)
    with pytest.raises(UnreadableTable) as refused:
        rows(file)
    assert ("#N/A" in str(refused.value)) is is_wrong
