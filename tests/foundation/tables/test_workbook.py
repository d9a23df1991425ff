"""A workbook's cells are told as they stand in it, whole numbers as numbers."""

import json
import re
import struct
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from django.utils import translation

from sanling.foundation.tables.reading import Dated, UnreadableTable, tables_of
from sanling.foundation.tables.retelling import DIVIDED, UNCALCULATED
from tests.foundation.files import samples
from tests.sheets import workbook


def rows(file: Path) -> list[tuple[int, list[str]]]:
    return [(number, list(cells)) for table in tables_of(file) for number, cells in table.rows]


def test_whole_numbers_of_an_old_workbook_are_no_days(tmp_path: Path) -> None:
    def record(number: int, content: bytes) -> bytes:
        return struct.pack("<HH", number, len(content)) + content

    whole = 2  # of an RK number ([MS-XLS] 2.5.217): the thirty bits above are a whole number
    cells = [
        record(0x027E, struct.pack("<HHHL", row, 0, 0, value << 2 | whole))
        for row, value in enumerate((3, 45678, 410105002))
    ]
    opened, end = struct.pack("<HHHHLL", 0x0600, 0x10, 0, 0, 0, 0), record(0x0A, b"")
    sheet = record(0x809, opened) + b"".join(cells) + end
    begin = record(0x809, opened.replace(b"\x10", b"\5", 1))
    name = b"\6\0Sheet1"
    at = len(begin + record(0x85, bytes(6) + name) + end)
    file = tmp_path / "a.xls"
    book = begin + record(0x85, struct.pack("<LBB", at, 0, 0) + name) + end + sheet
    file.write_bytes(samples.container({"Workbook": book}))
    read = [cells[0] for _number, cells in rows(file)]
    assert read == ["3", "45678", "410105002"]
    assert not any(isinstance(cell, Dated) for cell in read)


@pytest.mark.parametrize("ending", ["xls", "xlsb", "ods", "csv", "XLS"])
def test_a_workbook_is_read_by_what_it_holds_whatever_its_name(tmp_path: Path, ending: str) -> None:
    file = workbook(tmp_path / f"a.{ending}", [["姓名", "手机"], ["王五", "138"]])
    assert rows(file) == [(1, ["姓名", "手机"]), (2, ["王五", "138"])]


@pytest.mark.parametrize("ending", ["xlsx", "xls", "bin"])
def test_of_a_workbook_with_a_password_that_is_said_whatever_its_name(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"a.{ending}"
    file.write_bytes(samples.container({"EncryptionInfo": b"x" * 5000, "EncryptedPackage": b"x" * 5000}))
    with translation.override("en"), pytest.raises(UnreadableTable, match="password"):
        rows(file)


@pytest.mark.parametrize("value", ["", "<v/>", "<v />", "<v></v>"])
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_formula_that_was_never_calculated_is_no_blank(tmp_path: Path, value: str, prefix: str) -> None:
    plain, file = (
        workbook(tmp_path / "plain.xlsx", [["姓名", "人次", "备注"], ["王五", 1, 2]]),
        tmp_path / "a.xlsx",
    )
    formulas = (
        f'<c r="B2"><f>3+4</f>{value}</c><c r="C2" t="str"><f>IF(1=2,"a","")</f><v></v></c>'
        # Longer than what is read at once, so that a cell is cut.
        + "".join(
            f'</row><row r="{row}"><c r="B{row}" s="0"><f t="shared" si="0"/>{value}</c>'
            for row in range(3, 30_000)
        )
    )
    with ZipFile(plain) as before, ZipFile(file, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name).decode()
            if name.startswith("xl/worksheets/"):
                head, _cells, tail = re.split(r'(<c r="B2">.*?<c r="C2">.*?</c>)', part)
                part = head + formulas + tail
                if prefix:
                    part = re.sub("<(/?)(?=[a-zA-Z])", rf"<\1{prefix}", part).replace("xmlns=", "xmlns:x=")
            after.writestr(name, part)
    read = rows(file)
    assert read[1] == (2, ["王五", UNCALCULATED, ""])
    assert {tuple(cells) for _number, cells in read[2:]} == {("", UNCALCULATED, "")}
    assert len(read) == 29_999


@pytest.mark.parametrize(
    ("format_", "number", "shown"),
    [
        ("000000", 123, "000123"),
        ("000000", 1234567, "1234567"),
        ('"豫<A>&"0000', 77, "豫<A>&0077"),
        ("0000-00000000", 37165500000, "0371-65500000"),
        (r"\X\F0000;@", 5, "XF0005"),
        ('"YC-"0', 12, "YC-12"),
        ('00"号"', 3, "03号"),
        ('"共"0"人"', 6, "6"),
        ("0.00", 6, "6"),
        ("#,##0.00;[Red]-#,##0.00", 6000, "6000"),
        ('0!.0,"万"', 123456, DIVIDED),
        (r"0\.0,", 123456, DIVIDED),
        ("#,##0,", 123456, DIVIDED),
        ("0.00,,", 123456.5, DIVIDED),
        ("#,##0", 1234, "1234"),
        ("yyyy-mm-dd", 46206, "2026-07-03"),
    ],
)
def test_a_number_that_is_shown_as_a_code_is_read_as_it_is_shown(
    tmp_path: Path, format_: str, number: float, shown: str
) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        page, form = book.add_worksheet(), book.add_format({"num_format": format_})
        page.write_row(0, 0, ["编号", "人次"])
        page.write_number(1, 0, number, form)
        page.write_number(1, 1, number)
    assert rows(file)[1] == (2, [shown, str(number)])


def test_whole_numbers_of_geojson_are_no_days(tmp_path: Path) -> None:
    feature = {"type": "Feature", "properties": {"code": 410105}, "geometry": None}
    file = tmp_path / "a.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    code = rows(file)[1][1][0]
    assert code == "410105"
    assert not isinstance(code, Dated)


def test_what_unpacks_to_far_more_than_it_holds_is_refused_and_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", b" " * (8 << 20))
    with pytest.raises(UnreadableTable, match="解压后"):
        list(tables_of(path))
