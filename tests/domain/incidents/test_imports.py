"""Lists of lead departments are taken in by their own numbers: twice changes nothing, and no row is guessed at."""

from pathlib import Path

import pytest

from sanling.domain.incidents.actions.correct_incident import correct_incident
from sanling.domain.incidents.models import Incident
from sanling.domain.people.cast import Player
from sanling.foundation.calendar import CHINA
from sanling.foundation.tables.reading import UnreadableTable
from sanling.processes.imports.work import Report
from tests.city import VILLAGE, City
from tests.domain.incidents.helpers import DAY
from tests.domain.subjects.helpers import SCHOOL, code_of, put, said, school
from tests.sheets import csv_file, faults, take, workbook

pytestmark = pytest.mark.django_db
SOURCE = "petitions-410105"
HEADS = [
    "信访件编号",
    "事实类型",
    "来访日期",
    "发生单位",
    "责任单位",
    "信访渠道",
    "到访层级",
    "人次",
    "是否越级",
    "是否属实",
]
ROW = ["XF-1", "来访", "2026年7月14日", SCHOOL, "通信花园小学", "来访", "市级", "６", "是", "属实"]


def counts(report: Report) -> dict[str, int]:
    return {str(became): count for became, count in report.counts.items()}


def changed(**cells: str) -> list[str]:
    return [cells.get(head, cell) for head, cell in zip(HEADS, ROW, strict=True)]


def test_a_list_of_visits_is_taken_in_and_twice_changes_nothing(city: City, tmp_path: Path) -> None:
    site = school()
    file = workbook(tmp_path / "a.xlsx", [["7月信访情况"], HEADS, ROW])
    report = take("incidents", file, only_check=True, source=SOURCE)
    assert counts(report) == {"new": 1}, faults(report)
    assert not Incident.objects.exists()
    assert counts(take("incidents", file, source=SOURCE)) == {"new": 1}
    made = Incident.objects.get()
    assert (made.kind, made.happened_on, made.division_id) == ("petition_visit", DAY, VILLAGE)
    assert (made.site_id, made.answers_id, made.persons, made.reached) == (site.pk, site.pk, 6, "city")
    assert (made.skips_levels, made.upheld, made.lawful, made.own_id) == (True, True, None, "XF-1")
    assert counts(take("incidents", file, source=SOURCE)) == {"same": 1}
    rows = [HEADS, changed(人次="7"), changed(信访件编号="XF-2")]
    assert counts(take("incidents", workbook(tmp_path / "b.xlsx", rows), source=SOURCE)) == {
        "changed": 1,
        "new": 1,
    }
    assert Incident.objects.filter(replaced=False).count() == 2


def test_a_number_that_is_too_long_is_refused_and_never_cut_to_that_of_another(
    city: City, tmp_path: Path
) -> None:
    school()
    longest = "XF-" + "7" * 77
    rows = [HEADS, changed(信访件编号=longest), changed(信访件编号=f"{longest}1", 人次="7")]
    report = take("incidents", workbook(tmp_path / "a.xlsx", rows), source=SOURCE)
    assert counts(report) == {"new": 1, "refused": 1}
    assert list(faults(report).values()) == [("3",)]
    assert (Incident.objects.get().own_id, Incident.objects.get().persons) == (longest, 6)


def test_what_was_corrected_by_hand_is_not_undone_by_the_same_list(
    city: City, cast: dict[str, Player], tmp_path: Path
) -> None:
    school()
    file = workbook(tmp_path / "a.xlsx", [HEADS, ROW])
    take("incidents", file, source=SOURCE)
    officer = cast["petition_officer"].viewer
    correct_incident(actor=officer, incident=Incident.objects.get(), values={"persons": 4}, reason="核实")
    assert counts(take("incidents", file, source=SOURCE)) == {"same": 1}
    later = workbook(tmp_path / "b.xlsx", [HEADS, changed(是否属实="不属实")])
    assert counts(take("incidents", later, source=SOURCE)) == {"changed": 1}
    now = Incident.objects.get(replaced=False)
    assert (now.persons, now.upheld) == (4, False)


def test_losses_are_in_the_unit_that_is_said_anywhere_above_them(city: City, tmp_path: Path) -> None:
    heads = ["事故编号", "事实类型", "发生时间", "所在区划", "事故类型", "直接经济损失", "死亡人数"]
    row = ["SG-1", "事故", "2026-07-14", VILLAGE, "工矿商贸", "1200.5", "0"]
    over = [
        [["", "", "", "", "", "", "单位：万元"], heads],
        [["", "", "", "", "", "损失（万元）", ""], heads],
        [heads, ["", "", "", "", "", "万元", "人"]],
    ]
    for nth, above in enumerate(over):
        file = workbook(tmp_path / f"{nth}.xlsx", [*above, [f"SG-{nth}", *row[1:]]])
        report = take("incidents", file, source="emergency-410105")
        assert counts(report) == {"new": 1}, faults(report)
    assert list(Incident.objects.values_list("loss", "grade")) == [(12_005_000, 2)] * 3


def test_accidents_come_with_their_time_and_with_losses_in_the_unit_of_the_heading(
    city: City, tmp_path: Path
) -> None:
    text = (
        "事故编号,事实类型,发生时间,所在区划,事故类型,死亡人数,直接经济损失（万元）\n"
        f"SG-1,生产安全事故,2026-07-14 09:30,{VILLAGE},生产安全,1,1200.5\n"
    )
    report = take("incidents", csv_file(tmp_path / "a.csv", text, "gb18030"), source="emergency-410105")
    assert counts(report) == {"new": 1}, faults(report)
    made = Incident.objects.get()
    assert (made.loss, made.deaths, made.grade) == (12_005_000, 1, 2)
    assert made.happened_at is not None
    assert f"{made.happened_at.astimezone(CHINA):%H:%M}" == "09:30"


def test_what_can_not_be_is_refused_with_its_row_and_the_rest_is_kept(city: City, tmp_path: Path) -> None:
    school()
    rows = [
        HEADS,
        ROW,
        changed(),
        changed(信访件编号="XF-3", 责任单位="没有的小学"),
        changed(信访件编号="XF-4", 人次="0"),
        changed(信访件编号="XF-5", 来访日期="2199-01-01"),
        changed(信访件编号="XF-6", 事实类型="地震"),
        changed(信访件编号="XF-7", 信访渠道=""),
        changed(信访件编号="", 人次="2"),
    ]
    report = take("incidents", workbook(tmp_path / "a.xlsx", rows), source=SOURCE)
    assert counts(report) == {"new": 1, "refused": 7}
    refused = sorted(row for rows in faults(report).values() for row in rows)
    assert refused == ["3", "4", "5", "6", "7", "8", "9"], faults(report)


def test_a_name_of_several_subjects_asks_for_the_code(city: City, tmp_path: Path) -> None:

    school()
    put(said(code_of(9)))
    report = take("incidents", workbook(tmp_path / "a.xlsx", [HEADS, ROW]), source=SOURCE)
    assert counts(report) == {"refused": 1}


def test_a_list_is_some_departments_own(city: City, tmp_path: Path) -> None:
    with pytest.raises(UnreadableTable):
        take("incidents", workbook(tmp_path / "a.xlsx", [HEADS, ROW]), source="nobody")
