"""Refused rows stand in a workbook of their own with the reasons, and can be corrected and taken in from there."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from sanling.foundation.tables.frame import Became
from tests.city import City
from tests.sheets import csv_file, take

pytestmark = pytest.mark.django_db


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
