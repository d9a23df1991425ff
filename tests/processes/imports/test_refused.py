"""Refused rows stand in a workbook of their own with the reasons, and can be corrected and taken in from there."""

from pathlib import Path
from typing import BinaryIO

import pytest
from python_calamine import CalamineWorkbook

from sanling.domain.people.models import Unit
from sanling.foundation.files.owners import new_for_owner
from sanling.foundation.tables.frame import Became
from sanling.processes.imports.refused import free_beside
from tests.city import City
from tests.sheets import csv_file, take

pytestmark = pytest.mark.django_db
ONE_REFUSED = "单位,类型,区划\n甲馆,行业部门,金水区\n乙馆,火星单位,金水区\n"


def test_refused_rows_come_back_as_they_stood_with_their_numbers_and_reasons(
    city: City, tmp_path: Path
) -> None:
    text = "单位,类型,区划,编码\n甲馆,行业部门,金水区,0012\n=乙馆,火星单位,金水区,0013\n"
    aside = tmp_path / "aside.xlsx"
    report = take("units", csv_file(tmp_path / "a.csv", text), refused=aside)
    assert report.counts == {Became.NEW: 1, Became.REFUSED: 1}
    heads, row = CalamineWorkbook.from_path(aside).get_sheet_by_index(0).to_python()
    assert heads[:4] == ["单位", "类型", "区划", "编码"]
    assert row[:5] == ["=乙馆", "火星单位", "金水区", "0013", "3"]
    assert "单位类型" in str(row[5]) or "类型" in str(row[5])
    assert aside.stat().st_mode & 0o077 == 0


def test_without_a_refused_row_there_is_no_file(city: City, tmp_path: Path) -> None:
    aside = tmp_path / "aside.xlsx"
    take("units", csv_file(tmp_path / "a.csv", "单位,类型,区划\n甲馆,行业部门,金水区\n"), refused=aside)
    assert not aside.exists()


def test_a_file_that_is_there_is_never_overwritten_and_nothing_is_done(city: City, tmp_path: Path) -> None:
    aside = csv_file(tmp_path / "aside.xlsx", "corrected by hand")
    file = csv_file(tmp_path / "a.csv", ONE_REFUSED)
    for taken in (aside, file):
        with pytest.raises(FileExistsError):
            take("units", file, refused=taken)
    assert aside.read_text() == "corrected by hand"
    assert file.read_text("utf-8") == ONE_REFUSED
    assert not Unit.objects.filter(name="甲馆").exists()


def test_the_workbook_is_written_where_it_was_made_though_its_name_leads_elsewhere_by_then(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aside, attackers = tmp_path / "aside.xlsx", tmp_path / "attackers.xlsx"

    def swapped(path: Path) -> BinaryIO:
        made = new_for_owner(path)
        path.rename(tmp_path / "moved.xlsx")
        path.symlink_to(attackers)
        return made

    monkeypatch.setattr("sanling.processes.imports.refused.new_for_owner", swapped)
    take("units", csv_file(tmp_path / "a.csv", ONE_REFUSED), refused=aside)
    assert not attackers.exists()
    assert len(CalamineWorkbook.from_path(tmp_path / "moved.xlsx").get_sheet_by_index(0).to_python()) == 2


def test_where_no_file_can_be_made_nothing_is_done(city: City, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        take("units", csv_file(tmp_path / "a.csv", ONE_REFUSED), refused=tmp_path / "nowhere" / "aside.xlsx")
    assert not Unit.objects.filter(name="甲馆").exists()


def test_the_report_outlives_a_workbook_that_could_not_be_written(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_of: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    aside = tmp_path / "aside.xlsx"
    file = csv_file(tmp_path / "a.csv", ONE_REFUSED)
    for place in ("xlsxwriter.Workbook.add_worksheet", "xlsxwriter.Workbook.close"):
        with monkeypatch.context() as broken:
            broken.setattr(place, full)
            report = take("units", file, refused=aside)
        assert report.counts[Became.REFUSED] == 1
        assert "No space left" in report.aside_lost
        assert not aside.exists()


def test_another_run_writes_beside_what_the_first_one_wrote(tmp_path: Path) -> None:
    file = tmp_path / "名册.xlsx"
    names = []
    for _run in range(3):
        path = free_beside(file)
        path.touch()
        names.append(path.name)
    assert names == ["名册.refused.xlsx", "名册.refused.2.xlsx", "名册.refused.3.xlsx"]
