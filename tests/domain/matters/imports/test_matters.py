"""What an earlier system knew of a matter is there as it was: found by its old number, told to nobody."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError

from sanling.domain.matters.changes import RECOUNTED
from sanling.domain.matters.holders import is_of_phone, of_phone
from sanling.domain.matters.models import Clock, Matter, Party, Stage
from sanling.domain.people.models import Unit
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice, Outbox
from sanling.foundation.delivery.outbox import in_bulk
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.tables.frame import Became
from sanling.processes.imports.work import Report
from sanling.processes.reactions import react
from tests.city import BEGAN, COUNTY, TOWNSHIP, VILLAGE, City
from tests.sheets import csv_file, faults, take, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
NOW = datetime(2026, 11, 30, 2, tzinfo=UTC)
HEAD = "编号,类型,类别,登记时间,办结时间,办理结果,内容,承办单位,区划,申请人,联系电话"
OVER = (
    f"〔2023〕调字第１５号,矛盾纠纷,邻里纠纷,2023-05-06 14:30,2023-05-20,调解成功,楼道堆物,,{VILLAGE},"
    "王五,0371-65500001"
)
OPEN = f"ZZ-2026-9,矛盾纠纷,,2026年11月2日,,,漏水,,{VILLAGE},李四,13800000001"
OLD = "〔2023〕调字第15号"


def taken(tmp_path: Path, *rows: str, head: str = HEAD, **options: Any) -> Report:
    """Take in rows."""
    with clock.turned(to=NOW):
        return take("matters", csv_file(tmp_path / "a.csv", "\n".join((head, *rows))), **options)


def test_what_is_over_stands_as_it_was(city: City, tmp_path: Path) -> None:
    report = taken(tmp_path, OVER)
    assert (report.counts, faults(report)) == ({Became.NEW: 1}, {})
    matter = Matter.objects.get(earlier_number=OLD)
    assert (matter.state, matter.outcome, matter.open) == ("archived", "settled", False)
    assert (matter.category, matter.channel, matter.division_id) == ("neighbours", "imported", VILLAGE)
    assert matter.number.startswith("ZZ-230506-")
    assert matter.registered_at == datetime(2023, 5, 6, 6, 30, tzinfo=UTC)
    assert matter.ended_at == matter.resolved_at == datetime(2023, 5, 19, 16, 0, tzinfo=UTC)
    assert VILLAGE.startswith(matter.unit.division_id)
    entries = list(matter.entries.order_by("pk"))
    assert [(entry.at, entry.from_state, entry.to_state) for entry in entries] == [
        (matter.registered_at, "", "waiting"),
        (matter.ended_at, "waiting", "archived"),
    ]
    assert {entry.recorded_at for entry in entries} == {NOW}
    stages = Stage.objects.filter(matter=matter).order_by("pk")
    assert list(stages.values_list("state", "begun_at", "ended_at")) == [
        ("waiting", matter.registered_at, matter.ended_at),
        ("archived", matter.ended_at, None),
    ]


def test_nobody_is_told_and_no_clock_runs_for_what_is_over(city: City, tmp_path: Path) -> None:
    before = AuditRow.objects.count()
    taken(tmp_path, OVER)
    react()
    assert not Clock.objects.exists()
    assert not Outbox.objects.exclude(topic=in_bulk(RECOUNTED)).exists()
    assert not Notice.objects.exists()
    assert AuditRow.objects.count() == before + 1
    assert Matter.objects.get().due_at is None


def test_what_is_open_begins_anew_with_clocks_that_run_from_now(city: City, tmp_path: Path) -> None:
    report = taken(tmp_path, OPEN, OVER)
    assert "1 件在办" in report.hints[0]
    matter = Matter.objects.get(earlier_number="ZZ-2026-9")
    assert (matter.state, matter.open, matter.category) == ("waiting", True, "other")
    assert matter.registered_at == datetime(2026, 11, 1, 16, tzinfo=UTC)
    clocks = list(matter.clocks.all())
    assert clocks
    assert all(found.started_at == NOW and found.batch for found in clocks)
    assert matter.due_at == min(found.due_at for found in clocks) > NOW
    assert not Outbox.objects.exclude(topic=in_bulk(RECOUNTED)).exists()


def test_identities_are_kept_as_any_others_and_open_nothing_to_a_phone(city: City, tmp_path: Path) -> None:
    taken(tmp_path, OVER, OPEN)
    party = Party.objects.get(matter__earlier_number=OLD)
    assert (party.name, party.phone) == ("王五", "+8637165500001")
    assert party.phone_index == blind_index("phone", party.phone)
    assert party.name_index == blind_index("name", "王五")
    index = blind_index("phone", "13800000001")
    assert Party.objects.filter(phone_index=index).exists()
    assert not of_phone(city=city.code, phone_index=index).exists()
    assert not is_of_phone(Matter.objects.get(earlier_number="ZZ-2026-9").number, "13800000001")


def test_a_second_time_nothing_changes(city: City, tmp_path: Path) -> None:
    taken(tmp_path, OVER, OPEN)
    before = list(Matter.objects.order_by("pk").values("pk", "number", "version"))
    assert taken(tmp_path, OVER.replace("楼道", "门口"), OPEN).counts == {Became.SAME: 2}
    assert list(Matter.objects.order_by("pk").values("pk", "number", "version")) == before


def test_only_checked_nothing_is_written(city: City, tmp_path: Path) -> None:
    report = taken(tmp_path, OVER, OPEN, only_check=True)
    assert report.counts == {Became.NEW: 2}
    assert not Matter.objects.exists()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("A1,火星,,2023-01-01,2023-01-02,,文,,{v},,", "类型: 城市配置中没有这个名称。"),
        ("A1,矛盾纠纷,星星,2023-01-01,2023-01-02,,文,,{v},,", "类别: 城市配置中没有这个名称。"),
        (
            "A1,矛盾纠纷,,2023-01-01,2023-01-02,升天,文,,{v},,",
            "办理结果: 城市配置中没有这个名称。",
        ),
        ("A1,矛盾纠纷,,昨天,2023-01-02,,文,,{v},,", "登记时间: 请填写日期或时间"),
        ("A1,矛盾纠纷,,2027-01-02,,,文,,{v},,", "登记时间: 这个时间还没有到。"),
        ("A1,矛盾纠纷,,2023-01-02,2023-01-01,,文,,{v},,", "办结时间: 办结时间不能早于登记时间"),
        ("A1,矛盾纠纷,,2023-01-02,,调解成功,文,,{v},,", "办结时间: 已经办结，请写明办结时间。"),
        ("A1,矛盾纠纷,,2023-01-02,2023-01-03,,文,不存在的单位,{v},,", "承办单位: 本市没有这个单位。"),
        ("A1,矛盾纠纷,,2023-01-02,2023-01-03,,文,,火星街道,,", "所属区划: 本市没有这个地点。"),
        ("A1,矛盾纠纷,,2023-01-02,2023-01-03,,文,,,,", "承办单位: 请写明发生在哪里"),
        ("A1,矛盾纠纷,,2023-01-02,2023-01-03,,,,{v},,", "内容: 请填写此项。"),
        ("A1,矛盾纠纷,,2023-01-02,2023-01-03,,文,,{v},王,12", "联系电话: "),
        (",矛盾纠纷,,2023-01-02,2023-01-03,,文,,{v},,", "编号: 请填写此项。"),
    ],
)
def test_what_cant_be_is_told_by_its_row_and_kept_out(city: City, tmp_path: Path, row: str, why: str) -> None:
    report = taken(tmp_path, OVER, row.format(v=VILLAGE))
    (found,) = faults(report).items()
    assert found[0].startswith(why)
    assert found[1] == ("3",)
    assert report.counts == {Became.NEW: 1, Became.REFUSED: 1}


def test_a_number_that_stands_twice_is_told_with_the_row_where_it_stood(city: City, tmp_path: Path) -> None:
    again = OVER.replace("〔2023〕调字第１５号", "〔２０２３〕调字 第15号")
    report = taken(tmp_path, OVER, OPEN, again)
    assert faults(report) == {"编号: 这个编号在第 2 行已经有了。": ("4",)}


def test_a_workbook_with_rare_characters_days_of_excel_and_numbers_is_read(
    city: City, tmp_path: Path
) -> None:
    centre = city.centre(COUNTY)
    text = "𠮷田㐂與䶮家共墻漏水，" + "长" * 3000
    file = workbook(
        tmp_path / "a.xlsx",
        [
            ["金水区矛盾纠纷台账"],
            [
                "案件编号",
                "事件类型",
                "受理时间",
                "结案日期",
                "案件状态",
                "诉求内容",
                "主办单位",
                "申请人",
                "人数",
            ],
            [20230012.0, "矛盾纠纷", 45052.604166, 45060, "已办结", text, centre.name, "𠮷田·㐂", "３"],
            ["2023-13", "矛盾纠纷", "20230507", "2023年5月7日", "已归档", "文", centre.code, "", ""],
            ["2023-14", "矛盾纠纷", "2023/5/7 下午2:05", "", "未办结", "文", centre.code, "", ""],
            ["2023-15", "矛盾纠纷", "2023/5/7", "", "已办结", "文", centre.code, "", ""],
            ["合计", "", "", "", "", "", "", "", ""],
        ],
    )
    with clock.turned(to=NOW):
        report = take("matters", file)
    assert faults(report) == {"办结时间: 已经办结，请写明办结时间。": ("6",)}
    first, second, third = Matter.objects.order_by("pk")
    assert (first.earlier_number, first.text, first.headcount) == ("20230012", text, 3)
    assert first.registered_at == datetime(2023, 5, 6, 6, 30, tzinfo=UTC)
    assert (first.unit_id, first.division_id) == (centre.pk, COUNTY)
    assert first.outcome == ""
    assert second.ended_at == second.registered_at
    assert third.open
    assert third.registered_at == datetime(2023, 5, 7, 6, 5, tzinfo=UTC)


def test_a_unit_of_a_common_name_is_the_nearest_to_the_place(city: City, tmp_path: Path) -> None:
    same = Unit.objects.filter(division=TOWNSHIP).first()
    assert same is not None
    taken(tmp_path, OVER.replace(f",,{VILLAGE}", f",{same.name},{VILLAGE}"))
    assert Matter.objects.get().unit_id == same.pk


def test_the_same_number_may_stand_in_another_city(city: City, tmp_path: Path) -> None:
    taken(tmp_path, OVER)
    there = Matter.objects.get()
    elsewhere = Division.objects.create(
        path="4110", level=Level.CITY, name="许昌市", parent_id="41", valid_from=BEGAN
    )
    there.pk, there.number, there.division, there.link_digest = (
        None,
        "XC-230506-00001-0",
        elsewhere,
        b"x" * 32,
    )
    there.save(force_insert=True)
    assert Matter.objects.filter(earlier_number=OLD).count() == 2
    there.pk, there.number, there.link_digest = None, "XC-230506-00002-0", b"y" * 32
    with pytest.raises(IntegrityError):
        there.save(force_insert=True)


def test_a_row_that_is_refused_keeps_no_sound_one_of_its_number_out(city: City, tmp_path: Path) -> None:
    report = taken(tmp_path, OPEN.replace("矛盾纠纷", "没有的类型"), OPEN, OPEN)
    assert report.counts == {Became.REFUSED: 2, Became.NEW: 1}, faults(report)
    assert taken(tmp_path, OPEN, OPEN).counts == {Became.SAME: 1, Became.REFUSED: 1}


def test_a_title_of_punctuation_alone_begins_the_text_and_the_text_names_it(
    city: City, tmp_path: Path
) -> None:
    head = HEAD.replace("内容", "标题,内容")
    report = taken(tmp_path, OPEN.replace("漏水", "……,楼上漏水。"), head=head)
    assert faults(report) == {}
    matter = Matter.objects.get()
    assert (matter.title, matter.text) == ("楼上漏水", "……\n楼上漏水。")
