"""A list is looked at, its columns asked for once, checked without a trace, and taken in whole or not at all."""

from pathlib import Path

import pytest
from django.db import connection

from sanling.domain.people.cast import Player
from sanling.domain.subjects.models import Subject
from sanling.foundation.delivery.models import Notice
from sanling.processes.imports import work_on as working
from sanling.processes.imports.actions.apply import apply
from sanling.processes.imports.actions.say_columns import say_columns
from sanling.processes.imports.models import Layout, Upload
from tests.city import SIBLING_VILLAGE
from tests.processes.imports.bringing import (
    HEADS,
    ROW,
    applied,
    brought,
    changed,
    checked,
    code_of,
    counts,
    gone_on,
    returned,
    rows_in,
)
from tests.sheets import csv_file, workbook

pytestmark = pytest.mark.django_db


def test_a_list_is_checked_without_a_trace_and_then_taken_in(cast: dict[str, Player], tmp_path: Path) -> None:
    liaison = cast["liaison"]
    upload = brought(liaison, workbook(tmp_path / "a.xlsx", [["台账"], HEADS, ROW]))
    assert (upload.state, upload.total, upload.tables[0]["proposed"]["name"]) == ("asking", 1, "单位名称")
    say_columns(actor=liaison.viewer, upload=upload, chosen={"名册": upload.tables[0]["proposed"]})
    assert counts(gone_on(upload)) == {"new": 1}
    assert not Subject.objects.exists()
    apply(actor=liaison.viewer, upload=upload)
    assert (gone_on(upload).state, counts(upload), upload.rows) == ("done", {"new": 1}, 1)
    assert Subject.objects.get().name == "通信花园小学"
    assert {notice.code for notice in Notice.objects.all()} >= {"imports.checked", "imports.done"}


def test_last_months_headings_ask_nothing_whatever_their_order(
    cast: dict[str, Player], tmp_path: Path
) -> None:
    applied(cast["liaison"], workbook(tmp_path / "a.xlsx", [HEADS, ROW]))
    turned = workbook(tmp_path / "b.xlsx", [["十一月"], HEADS[::-1], changed(单位名称="新名小学")[::-1]])
    upload = brought(cast["liaison"], turned)
    assert (upload.state, counts(upload)) == ("checked", {"changed": 1})
    other = brought(cast["liaison"], workbook(tmp_path / "c.xlsx", [[*HEADS, "备注"], [*ROW, ""]]))
    assert other.state == "asking"
    assert Layout.objects.count() == 1


def test_a_clerks_own_headings_are_taken_as_they_are_said_to_be(
    cast: dict[str, Player], tmp_path: Path
) -> None:
    rows = [["叫什么", "什么样的", "号", "在哪"], ["通信花园小学", "小学", code_of(1), "410105002012"]]
    upload = brought(cast["liaison"], workbook(tmp_path / "a.xlsx", rows))
    assert upload.tables[0]["proposed"] == {}
    chosen = {"name": "叫什么", "type": "什么样的", "code": "号", "division": "在哪"}
    say_columns(actor=cast["liaison"].viewer, upload=upload, chosen={"名册": chosen})
    assert counts(gone_on(upload)) == {"new": 1}, upload.causes


def test_only_what_the_post_keeps_is_taken_in(cast: dict[str, Player], tmp_path: Path) -> None:
    heads = ["统一社会信用代码", "单位名称", "类型", "区划"]
    rows = [[code_of(1), "近", "小学", "410105002012"], [code_of(2), "远", "小学", SIBLING_VILLAGE]]
    upload = applied(cast["liaison"], workbook(tmp_path / "a.xlsx", [heads, *rows]))
    assert counts(upload) == {"new": 1, "refused": 1}
    assert Subject.objects.get().name == "近"


def test_asked_for_twice_it_is_taken_in_once(cast: dict[str, Player], tmp_path: Path) -> None:
    upload = checked(cast["liaison"], workbook(tmp_path / "a.xlsx", [HEADS, ROW]))
    assert apply(actor=cast["liaison"].viewer, upload=upload)
    assert not apply(actor=cast["liaison"].viewer, upload=upload)
    gone_on(upload)
    assert gone_on(upload).state == "done"
    assert Subject.objects.count() == 1
    again = checked(cast["liaison"], workbook(tmp_path / "b.xlsx", [HEADS, ROW]))
    assert counts(again) == {"same": 1}


def test_broken_off_while_it_is_taken_in_nothing_is_half_done(
    cast: dict[str, Player], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [[code_of(n), f"第{n}小学", *ROW[2:]] for n in range(10, 16)]
    upload = checked(cast["liaison"], workbook(tmp_path / "a.xlsx", [HEADS, *rows]))
    apply(actor=cast["liaison"].viewer, upload=upload)
    with monkeypatch.context() as dying:
        dying.setattr(working, "remember", _die)
        with pytest.raises(KeyboardInterrupt):
            working.work_on(upload_id=str(upload.pk))
    upload.refresh_from_db()
    assert (upload.state, Subject.objects.count()) == ("applying", 0)
    assert counts(gone_on(upload)) == {"new": 6}


def _die(*_arguments: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.django_db(transaction=True)
def test_how_far_it_has_come_is_seen_while_nothing_else_of_it_is(
    cast: dict[str, Player], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    rows = [[code_of(n), f"第{n}小学", *ROW[2:]] for n in range(10, 16)]

    def look(*arguments: object) -> None:
        with connection.copy().cursor() as apart:
            apart.execute("SELECT (SELECT rows FROM imports_upload), (SELECT count(*) FROM subjects_subject)")
            seen.append(apart.fetchone())

    monkeypatch.setattr(working, "remember", look)
    applied(cast["liaison"], workbook(tmp_path / "a.xlsx", [HEADS, *rows]))
    assert seen == [(6, 0)]


def test_what_is_no_list_is_told_in_words(cast: dict[str, Player], tmp_path: Path) -> None:
    upload = brought(cast["liaison"], workbook(tmp_path / "a.xlsx", [["单位名称", "类型"]]))
    assert (upload.state, bool(upload.problem)) == ("failed", True)
    assert Notice.objects.filter(code="imports.failed").exists()


def test_mended_in_the_clerks_own_workbook_only_what_was_mended_is_new(
    cast: dict[str, Player], tmp_path: Path
) -> None:
    wrong = [code_of(2), "第二小学", "飞船", *ROW[3:]]
    first = applied(cast["liaison"], workbook(tmp_path / "a.xlsx", [["台账"], HEADS, ROW, wrong]))
    assert counts(first) == {"new": 1, "refused": 1}
    back = rows_in(returned(first))
    assert back[1][-1] == "未导入的原因"
    assert back[2][-1] == ""
    assert "飞船" not in back[3][-1]
    assert back[3][-1].startswith("类型")
    back[3][2] = "小学"
    again = applied(cast["liaison"], workbook(tmp_path / "b.xlsx", back))
    assert counts(again) == {"same": 1, "new": 1}


def test_a_csv_file_comes_back_in_its_own_encoding(cast: dict[str, Player], tmp_path: Path) -> None:
    lines = [",".join(HEADS), ",".join(ROW), ",".join([code_of(2), '"第二""小学"', "飞船", *ROW[3:]])]
    text = "\r\n".join([*lines, ""])
    upload = checked(cast["liaison"], csv_file(tmp_path / "a.csv", text, "gb18030"))
    back = returned(upload).decode("gb18030").split("\r\n")
    assert back[0] == f'{lines[0]},"未导入的原因"'
    assert back[1] == lines[1]
    assert back[2].startswith(f'{lines[2]},"类型')


def test_the_same_cause_is_told_once_with_how_many_rows(cast: dict[str, Player], tmp_path: Path) -> None:
    rows = [[code_of(n), f"第{n}小学", "飞船", *ROW[3:]] for n in range(10, 60)]
    (cause,) = checked(cast["liaison"], workbook(tmp_path / "a.xlsx", [HEADS, *rows])).causes
    assert (cause["column"], cause["times"], cause["rows"], cause["values"]) == (
        "类型",
        50,
        ["2", "3", "4", "5", "6"],
        ["飞船"],
    )


def test_of_a_post_that_keeps_subjects_no_longer_nothing_is_taken_in(
    cast: dict[str, Player], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = checked(cast["liaison"], workbook(tmp_path / "a.xlsx", [HEADS, ROW]))
    apply(actor=cast["liaison"].viewer, upload=upload)
    monkeypatch.setattr(working, "viewer_for", lambda _post: None)
    assert gone_on(upload).state == Upload.State.FAILED
    assert not Subject.objects.exists()
