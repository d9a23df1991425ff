"""Reasons are written beside rows of somebody's own file, and nothing else in it is touched."""

import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from sanling.foundation.tables.marking import Marks, Unmarkable, mark_csv, mark_workbook
from sanling.foundation.tables.reading import tables_of


def book_of(path: Path) -> Path:
    """Write a workbook with formulas, widths, a filter, formats, blanks and a second sheet."""
    with xlsxwriter.Workbook(str(path)) as book:
        page, other = book.add_worksheet("名册"), book.add_worksheet("说明")
        page.set_column(0, 0, 33)
        page.write_row(0, 0, ["名称", "人数", "加倍"])
        page.write_row(1, 0, ["甲 & <乙>", 3])
        page.write_formula(1, 2, "=B2*2", None, 6)
        page.write_row(4, 0, ["丙", 4, 8])
        page.set_row(6, 40)
        page.autofilter(0, 0, 4, 2)
        page.data_validation(1, 1, 9, 1, {"validate": "integer", "criteria": ">", "value": 0})
        other.write_formula(0, 0, "=名册!B2", None, 3)
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def cells(path: Path) -> dict[int, list[str]]:
    return {number: list(row) for number, row in next(iter([list(next(tables_of(path)).rows)]))}


def test_only_the_rows_in_question_are_written_anew(tmp_path: Path) -> None:
    source, target = book_of(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    marks = Marks(at=1, head="原因", reasons={5: 'a < b & "c"', 7: "空行"})
    mark_workbook(source, target, {"名册": marks})
    before, after = parts(source), parts(target)
    assert [name for name in before if before[name] != after[name]] == ["xl/worksheets/sheet1.xml"]
    assert list(before) == list(after)
    sheet = after["xl/worksheets/sheet1.xml"].decode()
    assert "<f>B2*2</f>" in sheet
    assert '<autoFilter ref="A1:C5"/>' in sheet
    assert "<dataValidation" in sheet
    found = cells(target)
    assert found[1] == ["名称", "人数", "加倍", "原因"]
    assert found[2] == ["甲 & <乙>", "3", "6", ""]
    assert found[5] == ["丙", "4", "8", 'a < b & "c"']


def test_a_reason_keeps_names_of_rare_and_private_signs_and_spaces_as_they_are(tmp_path: Path) -> None:
    source, target = book_of(tmp_path / "a.xlsx"), tmp_path / "b.xlsx"
    named = "孙\U00031350、\ue123庄\u3000村"
    mark_workbook(
        source, target, {"名册": Marks(at=1, head="原因", reasons={5: f"{named}\x00\x0b\uffff\n。"})}
    )
    assert cells(target)[5][-1] == f"{named}    。"


def test_an_earlier_reason_is_replaced_or_taken_away(tmp_path: Path) -> None:
    source, once, twice = (tmp_path / f"{name}.xlsx" for name in "abc")
    mark_workbook(book_of(source), once, {"名册": Marks(1, "原因", reasons={2: "错", 5: "错"})})
    mark_workbook(once, twice, {"名册": Marks(1, "原因", place=3, reasons={5: "还错"})})
    found = cells(twice)
    assert (found[1][3], found[2][3], found[5][3]) == ("原因", "", "还错")
    assert len(found[1]) == 4


def test_what_is_no_workbook_of_this_kind_can_not_be_marked(tmp_path: Path) -> None:
    source = tmp_path / "a.xlsx"
    with zipfile.ZipFile(source, "w") as book:
        book.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(Unmarkable):
        mark_workbook(source, tmp_path / "b.xlsx", {"名册": Marks(1, "原因")})


def prefixed(content: bytes) -> bytes:
    """Return a sheet as some programs write it, with a prefix before each name."""
    main = b'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    named = re.sub(rb"<(/?)(row|c|v|f)\b", rb"<\1x:\2", content)
    return named.replace(b"<worksheet ", b"<worksheet %b " % main)


def test_a_sheet_in_which_all_has_a_prefix_is_marked(tmp_path: Path) -> None:
    source, other, target = (tmp_path / f"{name}.xlsx" for name in "abc")
    with zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts(book_of(source)).items():
            book.writestr(name, prefixed(content) if name.endswith("sheet1.xml") else content)
    mark_workbook(other, target, {"名册": Marks(1, "原因", reasons={5: "错"})})
    sheet = parts(target)["xl/worksheets/sheet1.xml"]
    assert b'<x:c r="D5" t="inlineStr"><x:is><x:t xml:space="preserve">' in sheet


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_file_keeps_its_encoding_and_its_other_lines(tmp_path: Path, encoding: str) -> None:
    source, target = tmp_path / "a.csv", tmp_path / "b.csv"
    text = '名称,备注\r\n甲,"一\r\n二"\r\n丙,\r\n"丁""",x\r\n'
    source.write_bytes(text.encode(encoding))
    mark_csv(source, target, Marks(1, "原因", reasons={3: "缺名,称", 2: "错"}))
    marked = '名称,备注,"原因"\r\n甲,"一\r\n二","错"\r\n丙,,"缺名,称"\r\n"丁""",x\r\n'
    assert target.read_bytes().decode(encoding) == marked
    assert target.read_bytes()[:3] == marked.encode(encoding)[:3]


def test_in_a_csv_file_an_earlier_reason_is_replaced(tmp_path: Path) -> None:
    source, target = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text('名称,数,原因\n甲,1,"错"\n乙,2,错\n丙,3\n', encoding="utf-8", newline="")
    mark_csv(source, target, Marks(1, "原因", place=2, reasons={3: "还错", 4: "也错"}))
    assert target.read_text(encoding="utf-8") == '名称,数,原因\n甲,1,\n乙,2,还错\n丙,3,"也错"\n'


def test_in_a_csv_file_with_a_title_reasons_stand_in_a_column_of_their_own(tmp_path: Path) -> None:
    source, target = tmp_path / "a.csv", tmp_path / "b.csv"
    text = "说明：不要漏项，不要合并，谢谢\n名称;数\n甲;1\n乙;2\n"
    source.write_text(text, encoding="utf-8")
    mark_csv(source, target, Marks(2, "原因", reasons={3: "错"}))
    assert target.read_text(encoding="utf-8") == text.replace("数", '数;"原因"').replace("1", '1;"错"')
