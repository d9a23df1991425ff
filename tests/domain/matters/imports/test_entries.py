"""What was done in an earlier system stands in the timeline when it was done, for staff alone."""

from pathlib import Path

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.changes import RECOUNTED
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.timeline import timeline
from sanling.domain.people.cast import Player
from sanling.foundation.delivery.models import Outbox
from sanling.foundation.delivery.outbox import in_bulk
from sanling.foundation.tables.frame import Became
from sanling.processes.imports.work import Report
from tests.city import COUNTY, City
from tests.domain.matters.imports.test_matters import OLD, OPEN, OVER, taken
from tests.sheets import csv_file, faults, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
HEAD = "编号,办理时间,环节,办理意见,办理单位,办理人"
ROWS = (
    f"{OLD},2023-05-19 09:00,调解,双方各退一步，签了协议,,赵调解",
    f"{OLD},2023/5/8,受理,,,钱受理",
    "ZZ-2026-9,2026年11月3日8点5分,上门,𠮷家的水管查过了,,",
)


def add(tmp_path: Path, *rows: str) -> Report:
    """Take in entries."""
    return take("entries", csv_file(tmp_path / "b.csv", "\n".join((HEAD, *rows))))


def test_a_timeline_reads_as_it_happened_in_the_words_of_then(
    city: City, cast: dict[str, Player], tmp_path: Path
) -> None:
    taken(tmp_path, OVER, OPEN)
    report = add(tmp_path, *ROWS)
    assert (report.counts, faults(report)) == ({Became.NEW: 3}, {})
    matter = Matter.objects.get(earlier_number=OLD)
    events = timeline(cast["intake_officer"].viewer, matter)
    assert [event.text for event in events] == ["登记", "受理", "调解", "在原系统办结"]
    assert [(detail.label, detail.value) for detail in events[0].details] == [("原系统编号", OLD)]
    assert events[2].details[0].value == "双方各退一步，签了协议"
    assert events[2].who == f"赵调解 · {matter.unit.name}"
    assert not Outbox.objects.exclude(topic=in_bulk(RECOUNTED)).exists()
    entry = Entry.objects.get(params__said="受理")
    assert entry.recorded_at is not None
    assert entry.unit_id == matter.unit_id


def test_the_party_reads_nothing_that_was_written_for_staff(city: City, tmp_path: Path) -> None:
    taken(tmp_path, OVER)
    add(tmp_path, *ROWS[:2])
    matter = Matter.objects.get()
    told = str(timeline(LinkActor(matter.pk), matter))
    assert "赵调解" not in told
    assert "协议" not in told


def test_taken_in_twice_or_standing_twice_it_is_one(city: City, tmp_path: Path) -> None:
    taken(tmp_path, OVER, OPEN)
    assert add(tmp_path, *ROWS, ROWS[0]).counts == {Became.NEW: 3, Became.SAME: 1}
    assert add(tmp_path, *ROWS).counts == {Became.SAME: 3}


def test_an_entry_without_a_matter_or_of_an_unknown_unit_is_told_by_its_row(
    city: City, tmp_path: Path
) -> None:
    taken(tmp_path, OVER)
    report = add(
        tmp_path,
        "没有的,2023-05-08,受理,,,",
        f"{OLD},2023-05-08,受理,,{city.centre(COUNTY).name},",
        f"{OLD},2023-05-08,受理,,已撤销的单位,",
        f"{OLD},2023-05-08,,,,赵",
        f"{OLD},2999-05-08,受理,,,",
    )
    assert {rows: why.partition(":")[0] for why, rows in faults(report).items()} == {
        ("2",): "编号",
        ("4",): "单位",
        ("5",): "环节",
        ("6",): "办理时间",
    }
    assert report.counts[Became.NEW] == 1
    assert Entry.objects.get(params__said="受理").unit_id == city.centre(COUNTY).pk


def test_what_was_forgotten_does_not_come_back(city: City, tmp_path: Path) -> None:
    taken(tmp_path, OVER)
    Matter.objects.update(text="")
    report = add(tmp_path, ROWS[0])
    assert report.counts == {Became.PASSED: 1}
