"""Units are taken in from lists as personnel offices keep them, and a second time nothing changes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.exceptions import ValidationError

from sanling.domain.people.actions.add_units import add_units
from sanling.domain.people.imports import units as units_imports
from sanling.domain.people.models import Unit
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.tables.frame import Became
from sanling.foundation.tables.reading import UnreadableTable
from sanling.processes.imports.work import Report
from tests.city import COUNTY, TOWNSHIP, City
from tests.sheets import csv_file, faults, take, workbook

pytestmark = pytest.mark.django_db
HEAD = ["单位名称", "单位类型", "所属区划", "上级单位", "联系电话", "备注"]


def test_a_list_with_a_title_merged_cells_and_full_width_digits_is_taken(city: City, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "units.xlsx",
        [
            ["郑州市金水区单位一览表"],
            [],
            HEAD,
            ["金水区园林绿化中心", "行业部门", "金水区", "金水区综治中心", "０３７１－６５５００００１", ""],
            ["金水区图书馆", "行业部门", "", "", 37165500002.0, "新"],
            ["花园路街道派出所", "派出所", "金水区花园路街道", "", "", ""],
            ["合计", "", "", "", "", ""],
        ],
        merged=[(0, 0, 0, 5, "郑州市金水区单位一览表"), (3, 2, 4, 2, "金水区")],
    )
    report = take("units", file)
    refused = faults(report)
    assert list(refused.values()) == [("5",)], refused
    garden = Unit.objects.get(name="金水区园林绿化中心")
    assert (garden.division_id, garden.phone) == (COUNTY, "+8637165500001")
    assert garden.parent == city.centre(COUNTY)
    assert Unit.objects.get(name="花园路街道派出所").division_id == TOWNSHIP
    assert report.counts[Became.PASSED] == 1


def test_a_second_time_nothing_changes_and_a_changed_row_is_noted(city: City, tmp_path: Path) -> None:
    rows = [HEAD, ["金水区图书馆", "行业部门", "金水区", "金水区综治中心", "65500001", ""]]
    take("units", workbook(tmp_path / "a.xlsx", rows))
    again = take("units", workbook(tmp_path / "a.xlsx", rows))
    assert again.counts == {Became.SAME: 1}
    rows[1][4] = "65500002"
    assert take("units", workbook(tmp_path / "a.xlsx", rows)).counts == {Became.CHANGED: 1}
    unit = Unit.objects.get(name="金水区图书馆")
    change = AuditRow.objects.filter(act="unit.change", subject=f"unit:{unit.pk}").latest("pk")
    assert change.detail == {"phone": ["+8637165500001", "+8637165500002"]}


def test_a_unit_of_the_structure_gets_its_phone_by_its_name(city: City, tmp_path: Path) -> None:
    centre = city.centre(COUNTY)
    text = f"单位,电话\n{centre.name},0371-65500009\n"
    assert take("units", csv_file(tmp_path / "a.csv", text, "gb18030")).counts == {Became.CHANGED: 1}
    centre.refresh_from_db()
    assert centre.phone == "+8637165500009"


def test_a_unit_is_renamed_by_its_code(city: City, tmp_path: Path) -> None:
    centre = city.centre(COUNTY)
    take("units", csv_file(tmp_path / "a.csv", f"编码,单位\n{centre.code},金水区社会治理中心\n"))
    centre.refresh_from_db()
    assert centre.name == "金水区社会治理中心"


def test_all_that_is_wrong_with_a_row_is_said_at_once(city: City, tmp_path: Path) -> None:
    rows = [HEAD, ["火星站", "火星单位", "火星", "火星总站", "12"], ["无处", "行业部门", "", "", ""]]
    report = take("units", workbook(tmp_path / "a.xlsx", rows))
    assert report.counts == {Became.REFUSED: 2}
    assert sum(1 for rows in faults(report).values() if "2" in rows) == 4
    assert not Unit.objects.filter(name__in=["火星站", "无处"]).exists()


def test_units_that_hand_up_to_each_other_in_one_file_find_each_other(city: City, tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["金水区图书馆一分馆", "行业部门", "金水区", "金水区图书馆", ""],
        ["金水区图书馆", "行业部门", "金水区", "", ""],
    ]
    assert take("units", workbook(tmp_path / "a.xlsx", rows)).counts == {Became.NEW: 2}
    assert Unit.objects.get(name="金水区图书馆一分馆").parent == Unit.objects.get(name="金水区图书馆")


def test_what_would_make_a_ring_is_refused_alone(city: City, tmp_path: Path) -> None:
    rows = [HEAD, ["甲馆", "行业部门", "金水区", "", ""], ["乙馆", "行业部门", "金水区", "甲馆", ""]]
    take("units", workbook(tmp_path / "a.xlsx", rows))
    rows[1][3] = "乙馆"
    rows.append(["丙馆", "行业部门", "金水区", "", ""])
    report = take("units", workbook(tmp_path / "a.xlsx", rows))
    assert report.counts == {Became.REFUSED: 1, Became.SAME: 1, Became.NEW: 1}


def test_one_cause_of_many_rows_is_said_once(city: City, tmp_path: Path) -> None:
    rows = [HEAD, *([f"站{nth}", "火星单位", "金水区", "", ""] for nth in range(300))]
    report = take("units", workbook(tmp_path / "a.xlsx", rows))
    ((_cause, found),) = report.causes.items()
    assert (found.times, found.rows) == (300, ["2", "3", "4", "5", "6"])


def test_a_check_changes_nothing_and_says_what_would_happen(city: City, tmp_path: Path) -> None:
    before = Unit.objects.count(), AuditRow.objects.count()
    rows = [HEAD, ["甲馆", "行业部门", "金水区", "", ""]]
    report = take("units", workbook(tmp_path / "a.xlsx", rows), only_check=True)
    assert report.counts == {Became.NEW: 1}
    assert (Unit.objects.count(), AuditRow.objects.count()) == before


def test_a_unit_under_one_whose_row_is_refused_is_refused_alone(city: City, tmp_path: Path) -> None:
    text = (
        "单位,类型,区划,上级单位\n坏父,没有的类,金水区,\n好子,行业部门,金水区,坏父\n"
        "好孙,行业部门,金水区,好子\n好馆,行业部门,金水区,\n"
    )
    report = take("units", csv_file(tmp_path / "a.csv", text))
    assert report.counts == {Became.REFUSED: 3, Became.NEW: 1}, faults(report)


@pytest.mark.parametrize("blank", ["\u3164", "\u200b", "\u2800"])
def test_a_name_of_which_nothing_is_seen_is_missing(city: City, tmp_path: Path, blank: str) -> None:
    report = take("units", csv_file(tmp_path / "a.csv", f"单位,类型,区划\n{blank},行业部门,金水区\n"))
    assert report.counts == {Became.REFUSED: 1}
    assert not Unit.objects.filter(name="").exists()


def test_a_quote_that_is_never_closed_is_told_and_swallows_no_rows(city: City, tmp_path: Path) -> None:
    text = '单位,类型,区划,地址\n中甲,行业部门,金水区,"某路1号\n中乙,行业部门,金水区,某路2号\n'
    with pytest.raises(UnreadableTable):
        take("units", csv_file(tmp_path / "a.csv", text))


def units(tmp_path: Path, *rows: str, head: str = "单位,类型,区划,编码,上级单位") -> Report:
    return take("units", csv_file(tmp_path / "a.csv", "\n".join((head, *rows))))


def test_of_two_new_units_of_one_code_the_second_is_refused_and_renames_nothing(
    city: City, tmp_path: Path
) -> None:
    report = units(tmp_path, "甲馆,行业部门,金水区,dup-1,", "乙馆,行业部门,金水区,ＤＵＰ－１,")
    assert report.counts == {Became.NEW: 1, Became.REFUSED: 1}, faults(report)
    assert Unit.objects.get(code="dup-1").name == "甲馆"


def test_what_was_said_once_is_known_in_later_batches_sheets_and_after_one_that_is_taken_row_by_row(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        for name in ("甲", "乙"):
            page = book.add_worksheet(name)
            page.write_row(0, 0, ["单位", "类型", "区划", "编码"])
            page.write_row(1, 0, [f"{name}馆", "行业部门", "金水区", "dup-1"])
    assert take("units", file).counts == {Became.NEW: 1, Became.REFUSED: 1}
    monkeypatch.setattr(units_imports, "add_units", failing_once(add_units))
    rows = ("丙馆,行业部门,金水区,dup-2,", "丁馆,行业部门,金水区,dup-3,", "戊馆,行业部门,金水区,dup-2,")
    report = units(tmp_path, *rows)
    assert report.counts == {Became.NEW: 2, Became.REFUSED: 1}, faults(report)
    assert Unit.objects.get(code="dup-2").name == "丙馆"


def failing_once(add: Callable[..., Any]) -> Callable[..., Any]:
    left = [ValidationError({"name": "somebody was quicker"})]

    def adds(**said: Any) -> Any:
        if left:
            raise left.pop()
        return add(**said)

    return adds


@pytest.mark.parametrize("name", ["ＡＢ馆", "ab馆", "A B馆", "AB\u3000馆"])
def test_a_name_in_another_width_or_with_spaces_is_the_same_unit(
    city: City, tmp_path: Path, name: str
) -> None:
    units(tmp_path, "AB馆,行业部门,金水区,,")
    assert units(tmp_path, f"{name},行业部门,金水区,,").counts == {Became.SAME: 1}
    assert units(tmp_path, f"{name},行业部门,金水区,other-1,").counts == {Became.REFUSED: 1}
    assert units(tmp_path, "CD馆,行业部门,金水区,,", "ＣＤ 馆,行业部门,金水区,,").counts[Became.REFUSED] == 1
    assert Unit.objects.filter(division=COUNTY, name="AB馆").count() == 1


def test_a_row_that_is_refused_keeps_no_sound_one_out(city: City, tmp_path: Path) -> None:
    rows = (
        "甲馆,火星单位,金水区,c-1,",
        "甲馆,行业部门,金水区,c-1,",
        "乙馆,行业部门,金水区,,没有的上级",
        "乙馆,行业部门,金水区,,",
        "丙馆,行业部门,金水区,,乙馆",
    )
    report = units(tmp_path, *rows)
    assert report.counts == {Became.NEW: 3, Became.REFUSED: 2}, faults(report)


def test_hours_and_duty_phones_are_taken_from_a_list(city: City, tmp_path: Path) -> None:
    head = ["单位名称", "单位类型", "所属区划", "办公电话", "值班电话", "办公时间"]
    rows = [
        head,
        [
            "金水区图书馆",
            "行业部门",
            "金水区",
            "65500001",
            "０３７１－６５５００００２转８",
            "每天9：00-21：00",
        ],
        ["金水区文化馆", "行业部门", "金水区", "", "", "早九晚五"],
    ]
    file = workbook(tmp_path / "units.xlsx", rows)
    report = take("units", file)
    assert list(faults(report).values()) == [("3",)]
    unit = Unit.objects.get(name="金水区图书馆")
    assert (unit.duty_phone, unit.hours) == ("+8637165500002,8", "daily 09:00-21:00")
    assert take("units", file).counts[Became.SAME] == 1


def test_a_unit_whose_kind_has_a_note_that_it_ended_is_refused(city: City, tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "units.xlsx", [HEAD, ["金水区图书馆", "行业部门（已撤销）", "金水区", "", "", ""]]
    )
    assert list(faults(take("units", file)).values()) == [("2",)]
    assert not Unit.objects.filter(name="金水区图书馆").exists()
