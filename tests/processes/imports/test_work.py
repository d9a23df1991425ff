"""What a file is, is told before anything is done with it, and what can't be read is said with what to do."""

import contextlib
from pathlib import Path

import pytest
import xlsxwriter

from sanling.domain.people.models import Unit
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.tables.frame import Became
from sanling.foundation.tables.reading import UnreadableTable
from sanling.processes.imports import work
from sanling.processes.imports.work import sheets
from tests.city import City
from tests.sheets import csv_file, take, workbook

pytestmark = pytest.mark.django_db
ODD = {
    "empty": b"",
    "nul": b"\x00" * 4000,
    "page": b"<html><table><tr><td>x</td></tr></table></html>",
    "zip": b"PK\x03\x04" + b"junk" * 100,
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096,
    "quote": '单位,类型\n"甲'.encode() + b"x" * 60_000,
    "random": bytes(range(256)) * 40,
    "half utf-16": b"\xff\xfe" + "单位,类型\n甲,乙".encode("utf-16-le")[:-1],
}


@pytest.mark.parametrize("kind", ODD)
def test_odd_bytes_are_refused_in_words_or_row_by_row(city: City, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "odd.xlsx"
    file.write_bytes(ODD[kind])
    before = Unit.objects.count()
    with contextlib.suppress(UnreadableTable):
        assert take("units", file).counts[Became.NEW] == 0
    assert Unit.objects.count() == before


def test_a_file_without_the_headings_is_refused_with_those_that_are_needed(
    city: City, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableTable, match="单位名称"):
        take("units", csv_file(tmp_path / "a.csv", "甲,乙\n1,2\n"))


def test_hidden_sheets_are_named_and_not_read(city: City, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    heads, row = ("单位", "类型", "区划"), ("行业部门", "金水区")
    with xlsxwriter.Workbook(str(file)) as book:
        for name in ("名册", "去年"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, heads)
            page.write_row(1, 0, (f"{name}馆", *row))
        page.hide()
    report = take("units", file)
    assert (report.read, report.hidden, report.counts) == (["名册"], ["去年"], {Became.NEW: 1})


def test_a_list_on_a_hidden_sheet_alone_is_refused_with_its_name(city: City, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        book.add_worksheet("说明").write(0, 0, "说明")
        page = book.add_worksheet("名册")
        page.write_row(0, 0, ("单位", "类型", "区划"))
        page.hide()
    with pytest.raises(UnreadableTable, match="名册"):
        take("units", file)


def test_of_a_file_that_breaks_off_the_rows_before_are_told(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "BATCH", 1)
    rows = "".join(f"馆{nth},行业部门,金水区\n" for nth in range(40))
    report = take("units", csv_file(tmp_path / "a.csv", f'单位,类型,区划\n{rows}"丙馆"x,行业部门,金水区\n'))
    assert report.counts[Became.NEW] == Unit.objects.filter(name__startswith="馆").count() == 39
    assert "42" in report.broken_off


def test_an_import_leaves_a_row_in_the_trail_with_counts_alone(city: City, tmp_path: Path) -> None:
    take("units", csv_file(tmp_path / "a.csv", "单位,类型,区划\n甲馆,行业部门,金水区\n乙馆,,金水区\n"))
    row = AuditRow.objects.get(act="import.units")
    assert row.detail == {"new": 1, "changed": 0, "same": 0, "passed": 0, "refused": 1}


def test_batches_are_small_whatever_the_file(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "BATCH", 3)
    rows = [["单位", "类型", "区划"], *([f"馆{nth}", "行业部门", "金水区"] for nth in range(10))]
    assert take("units", workbook(tmp_path / "a.xlsx", rows)).counts == {Became.NEW: 10}


def test_rooms_bring_their_sheets() -> None:
    assert "units" in sheets()
