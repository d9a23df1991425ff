"""Grids are taken in from a city's list, by code or by name, and a second time nothing changes."""

from pathlib import Path

import pytest

from sanling.domain.territory.models import Division, Edition
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import today
from sanling.foundation.tables.frame import Became
from tests.city import CITY, SIBLING_VILLAGE, VILLAGE, City
from tests.sheets import csv_file, faults, take

pytestmark = pytest.mark.django_db


def test_grids_of_a_village_get_the_next_codes_and_micro_grids_hang_below(city: City, tmp_path: Path) -> None:
    village = Division.objects.get(pk=SIBLING_VILLAGE).name
    text = (
        "网格名称,区县,街道,社区,所属网格\n"
        f"第一网格,金水区,花园路街道,{village},\n第二网格,金水区,花园路街道,{village},\n"
        f"一号楼微网格,金水区,花园路街道,{village},第一网格\n"
    )
    report = take("grids", csv_file(tmp_path / "a.csv", text, "gb18030"))
    assert report.counts == {Became.NEW: 3}, faults(report)
    below = Division.objects.filter(path__startswith=SIBLING_VILLAGE, level__gte=15).order_by("path")
    assert [grid.path[12:] for grid in below] == ["001", "001001", "002"]
    assert below[0].initials
    assert take("grids", csv_file(tmp_path / "a.csv", text)).counts == {Became.SAME: 3}


def test_a_grid_is_known_again_by_its_code_and_renamed(city: City, tmp_path: Path) -> None:
    before = Edition.objects.get(city=CITY).stamp
    report = take("grids", csv_file(tmp_path / "a.csv", f"名称,编码\n东网格,{VILLAGE}００１\n"))
    assert report.counts == {Became.CHANGED: 1}, faults(report)
    assert Division.objects.get(pk=f"{VILLAGE}001").name == "东网格"
    assert AuditRow.objects.get(act="territory.add_grids").detail["renamed"] == {
        f"{VILLAGE}001": ["第一网格", "东网格"]
    }
    assert Edition.objects.get(city=CITY).stamp != before


def test_a_code_of_an_ended_grid_is_given_to_no_other(city: City, tmp_path: Path) -> None:
    Division.objects.filter(pk=f"{VILLAGE}004").update(valid_until=today())
    text = f"名称,编码,区划\n新网格,{VILLAGE}004,\n别的网格,,{VILLAGE}\n"
    report = take("grids", csv_file(tmp_path / "a.csv", text))
    assert report.counts == {Became.REFUSED: 1, Became.NEW: 1}
    assert Division.objects.get(name="别的网格").path == f"{VILLAGE}005"


@pytest.mark.parametrize(
    "line",
    ["网格,41010500201", "网格,999999999999001", "网格,x", ",410105002012009", "网格,410105002012001001001"],
)
def test_what_is_no_grid_of_the_city_is_refused(city: City, tmp_path: Path, line: str) -> None:
    before = Division.objects.count()
    assert take("grids", csv_file(tmp_path / "a.csv", f"名称,编码\n{line}\n")).counts[Became.NEW] == 0
    assert Division.objects.count() == before


def test_grids_lie_in_villages(city: City, tmp_path: Path) -> None:
    assert take("grids", csv_file(tmp_path / "a.csv", "名称,区县\n甲网格,金水区\n")).counts == {
        Became.REFUSED: 1
    }


@pytest.mark.parametrize("name", ["第１网格", "第 1网格", "第\u30001网格"])
def test_a_name_in_another_width_or_with_spaces_is_the_same_grid(
    city: City, tmp_path: Path, name: str
) -> None:
    text = f"网格名称,编码,区划\n第1网格,{SIBLING_VILLAGE}001,\n"
    take("grids", csv_file(tmp_path / "a.csv", text))
    again = f"网格名称,区划\n{name},{SIBLING_VILLAGE}\n"
    assert take("grids", csv_file(tmp_path / "a.csv", again)).counts == {Became.SAME: 1}
    assert Division.objects.get(path__startswith=SIBLING_VILLAGE, level=15).name == "第1网格"


def test_of_two_new_grids_of_a_name_in_two_widths_the_second_is_refused(city: City, tmp_path: Path) -> None:
    text = f"网格名称,区划\n甲1网格,{SIBLING_VILLAGE}\n甲１ 网格,{SIBLING_VILLAGE}\n"
    assert take("grids", csv_file(tmp_path / "a.csv", text)).counts == {Became.NEW: 1, Became.REFUSED: 1}
