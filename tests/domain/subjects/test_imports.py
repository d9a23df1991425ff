"""Lists of departments are taken in row by row: what is sound is kept, and of the rest it is said why not."""

from pathlib import Path

import pytest
import xlsxwriter

from sanling.domain.subjects.models import Charge, Period, Subject
from sanling.domain.subjects.own_columns import read_count
from sanling.foundation.tables.frame import Became
from sanling.processes.imports.work import Report
from tests.city import SIDE, SOUTH, VILLAGE, WEST, City
from tests.domain.subjects.helpers import SCHOOL, code_of
from tests.sheets import csv_file, faults, take, workbook

pytestmark = pytest.mark.django_db
HEADS = [
    "统一社会信用代码",
    "单位名称",
    "类型",
    "区县",
    "街道",
    "社区",
    "主管部门",
    "学生人数",
    "负责人",
    "负责人电话",
]
PLACE = ["金水区", "花园路街道", "通信花园社区居委会"]
ROW = [SCHOOL, "通信花园小学", "小学", *PLACE, "教育局", "９００", "李校长", "138 0000 0000"]


def counts(report: Report) -> dict[str, int]:
    """Return how many rows became what."""
    return {str(became): count for became, count in report.counts.items()}


def changed(**cells: str) -> list[str]:
    """Return the row with some cells changed, by their headings."""
    return [cells.get(head, cell) for head, cell in zip(HEADS, ROW, strict=True)]


def test_a_list_of_schools_is_taken_in_with_who_is_in_charge(city: City, tmp_path: Path) -> None:
    report = take("subjects", workbook(tmp_path / "a.xlsx", [["2026年学校台账"], HEADS, ROW]))
    assert counts(report) == {"new": 1}, faults(report)
    made = Subject.objects.get()
    assert (made.code, made.type, made.sector, made.division_id) == (SCHOOL, "school", "education", VILLAGE)
    assert made.fields == {"students": 900}
    assert [(charge.duty, charge.name, charge.phone) for charge in Charge.objects.all()] == [
        ("lead", "李校长", "+8613800000000")
    ]


def test_taken_in_again_a_list_changes_nothing_and_then_only_what_differs(city: City, tmp_path: Path) -> None:
    take("subjects", workbook(tmp_path / "a.xlsx", [HEADS, ROW]))
    assert counts(take("subjects", workbook(tmp_path / "a.xlsx", [HEADS, ROW]))) == {"same": 1}
    rows = [HEADS, changed(负责人="王校长"), [code_of(2), *ROW[1:]]]
    assert counts(take("subjects", workbook(tmp_path / "b.xlsx", rows))) == {"changed": 1, "new": 1}
    assert Period.objects.count() == 2


def test_a_check_changes_nothing(city: City, tmp_path: Path) -> None:
    report = take("subjects", workbook(tmp_path / "a.xlsx", [HEADS, ROW]), only_check=True)
    assert counts(report) == {"new": 1}
    assert not Subject.objects.exists()


def test_all_that_is_wrong_with_a_row_is_said_at_once_with_its_number_in_excel(
    city: City, tmp_path: Path
) -> None:
    wrong = changed(
        统一社会信用代码="914101050000000001",
        类型="飞船",
        社区="桃花源社区",
        主管部门="天文局",
        负责人电话="12",
    )
    report = take("subjects", workbook(tmp_path / "a.xlsx", [["台账"], HEADS, ROW, wrong]))
    assert counts(report) == {"new": 1, "refused": 1}
    said = faults(report)
    assert set(said.values()) == {("4",)}
    assert len(said) == 4, said
    report = take(
        "subjects", workbook(tmp_path / "b.xlsx", [HEADS, changed(统一社会信用代码="914101050000000001")])
    )
    assert any("GB 32100" in why for why in faults(report))


def test_a_code_that_excel_has_rounded_is_refused_and_never_guessed(city: City, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADS)
        page.write_row(1, 0, ROW)
        page.write_number(1, 0, 919999990000000012)
    report = take("subjects", path)
    assert counts(report) == {"refused": 1}
    # That it is missing isn't said besides.
    (why,) = faults(report)
    assert "Excel" in why


def test_a_code_stands_once_in_a_file(city: City, tmp_path: Path) -> None:
    report = take("subjects", workbook(tmp_path / "a.xlsx", [HEADS, ROW, changed(单位名称="冒名小学")]))
    assert counts(report) == {"new": 1, "refused": 1}
    assert "2" in next(iter(faults(report)))


def test_a_village_is_known_by_where_it_is(city: City, tmp_path: Path) -> None:
    rows = [
        "主体名称,主体类型,所属区划",
        "通信花园社区,社区,410105002012",
        "同一社区,居委会,花园路街道通信花园社区居委会",
    ]
    text = "\n".join(rows)
    first = take("subjects", csv_file(tmp_path / "a.csv", text, "gb18030"))
    assert counts(first) == {"new": 1, "refused": 1}
    assert Subject.objects.get().code == VILLAGE


def test_what_a_city_has_not_got_is_not_asked_for(city: City, tmp_path: Path) -> None:
    report = take("subjects", workbook(tmp_path / "a.xlsx", [[*HEADS, "保护级别"], [*ROW, "国家级"]]))
    assert report.unused == ["保护级别"]


def test_odd_signs_in_names_are_kept_and_invisible_ones_dropped(city: City, tmp_path: Path) -> None:
    row = changed(单位名称="\u00a0㛃\U00020087小学\u200b ", 经营="")
    take("subjects", workbook(tmp_path / "a.xlsx", [HEADS, row]))
    assert Subject.objects.get().name == "㛃\U00020087小学"


def test_a_point_is_read_in_degrees_and_half_or_misplaced_ones_are_refused(
    city: City, tmp_path: Path
) -> None:
    heads, here = [*HEADS, "经度", "纬度"], (f"{WEST + SIDE / 2:.6f}", f"{SOUTH + SIDE / 2:.6f}°")
    rows = [
        [*ROW, *here],
        [code_of(2), *ROW[1:], here[0], ""],
        [code_of(3), *ROW[1:], "0", "0"],
        [code_of(4), *ROW[1:], "东", "91"],
    ]
    report = take("subjects", workbook(tmp_path / "a.xlsx", [heads, *rows]))
    assert counts(report) == {"new": 1, "refused": 3}, faults(report)
    made = Subject.objects.get()
    assert (made.lon, made.lat) == pytest.approx((WEST + SIDE / 2, SOUTH + SIDE / 2), abs=1e-6)
    assert sorted(row for found in faults(report).values() for row in found) == ["3", "4", "5", "5"]


def test_a_batch_in_which_something_is_wrong_is_not_taken_row_by_row(city: City, tmp_path: Path) -> None:
    rows = [[code_of(n), f"第{n}小学", *ROW[2:]] for n in range(10, 300)]
    bad = [[code_of(n), "", *ROW[2:]] for n in range(300, 310)]
    report = take("subjects", workbook(tmp_path / "a.xlsx", [HEADS, *rows, *bad]))
    assert counts(report) == {"new": 290, "refused": 10}
    assert [cause.times for cause in report.causes.values()] == [10]
    assert report.counts[Became.SAME] == 0


def test_a_row_that_is_refused_keeps_no_sound_one_of_its_code_out(city: City, tmp_path: Path) -> None:
    nowhere = changed(区县="", 街道="", 社区="")
    rows = [HEADS, nowhere, nowhere, ROW, ROW]
    report = take("subjects", workbook(tmp_path / "a.xlsx", rows))
    assert counts(report) == {"new": 1, "refused": 3}, faults(report)
    assert Subject.objects.get().code == SCHOOL


def test_a_phone_of_nobody_and_a_number_below_nought_are_refused_as_at_the_desk(
    city: City, tmp_path: Path
) -> None:
    report = take("subjects", workbook(tmp_path / "a.xlsx", [HEADS, changed(负责人="")]))
    assert counts(report) == {"refused": 1}
    assert any(why.startswith("负责人电话: ") and "谁的电话" in why for why in faults(report))
    report = take("subjects", workbook(tmp_path / "b.xlsx", [HEADS, changed(负责人电话="12")]))
    assert [why.partition(": ")[0] for why in faults(report)] == ["负责人电话"]
    for wrong in ("-1", str(10**15)):
        with pytest.raises(ValueError, match="不能"):
            read_count(wrong)


def test_a_type_with_a_note_that_it_is_no_more_is_refused_and_an_explained_one_taken(
    city: City, tmp_path: Path
) -> None:
    for said, became in (("小学（已撤并）", "refused"), ("小学（含幼儿园）", "new")):
        report = take("subjects", workbook(tmp_path / "a.xlsx", [HEADS, changed(类型=said)]))
        assert counts(report) == {became: 1}, faults(report)
