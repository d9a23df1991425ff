"""The audit log reads as sentences; codes are there for whoever asks."""

import pytest

from sanling.domain.people.cast import Player
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.audit.record import record
from sanling.processes.exports.models import Export
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn
from tests.processes.exports.asking import written

pytestmark = pytest.mark.django_db


def test_the_log_says_who_did_what_to_which_and_shows_the_code_beside(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    matter = registered().matter
    post = cast["centre_director"].post
    for act in ("matters.supervise", "matters.relate", "test.unknown"):
        record(actor=cast["centre_director"].viewer, act=act, subject=f"matter:{matter.pk}", city="4101")
    answer = desk("auditor").get("/desk/audit/", {"subject": f"matter:{matter.pk}"})
    who = f"{post.name} · {post.unit.name}"
    assert [item.sentence for item in answer.context["shown"].rows] == [
        f"{who} 对 事项 {matter.pk} 作了“test.unknown”",
        f"{who} 对 事项 {matter.pk} 作了“关联另一件”",
        f"{who} 督办了 事项 {matter.pk}",
        f"居民 登记了 事项 {matter.pk}",
    ]
    page = answer.content.decode()
    assert "<code>matters.supervise</code>" in page
    # Who audits sees no matters: not even by what numbers they go.
    assert matter.number not in page


def test_acts_are_found_by_the_full_name_of_who_did_them(desk: SignIn, cast: dict[str, Player]) -> None:
    director, officer = cast["centre_director"], cast["intake_officer"]
    for player in (director, officer):
        record(actor=player.viewer, act="matters.supervise", subject="matter:1", city="4101")
    auditor = desk("auditor")
    for asked in (director.post.user.display_name, director.viewer.key):
        found = auditor.get("/desk/audit/", {"actor": asked, "act": "matters"}).context["shown"].rows
        assert [item.sentence.partition(" · ")[0] for item in found] == [director.post.user.display_name]
    page = auditor.get("/desk/audit/", {"actor": "没有这个人"})
    assert not page.context["shown"].rows


def test_what_has_no_name_is_called_what_it_is_and_what_nobody_knows_as_it_is_recorded(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    for subject in ("export:12", "user:unknown", "unit:99999999", "moon:1"):
        record(actor=SystemActor("timer"), act="unit.end", subject=subject, city="4101")
    answer = desk("auditor").get("/desk/audit/", {"act": "unit.end"})
    assert [item.sentence for item in answer.context["shown"].rows] == [
        "系统 撤销了 moon:1",
        "系统 撤销了 单位 99999999",
        "系统 撤销了 未知账号",
        "系统 撤销了 导出文件 12",
    ]


def test_what_the_page_shows_is_had_as_a_file_with_its_sentences(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    director = cast["centre_director"]
    for act in ("matters.supervise", "matters.relate"):
        record(actor=director.viewer, act=act, subject="matter:1", city="4101", detail={"rows": 3})
    auditor = desk("auditor")
    page = auditor.get("/desk/audit/", {"act": "matters.sup", "actor": director.post.user.display_name})
    assert "/desk/audit/export/" in page.content.decode()
    asked = auditor.post("/desk/audit/export/", {"query": page.context["address"]})
    assert asked["Location"] == "/desk/exports/"
    export = Export.objects.get()
    (sentence,) = [item.sentence for item in page.context["shown"].rows]
    head, row = written(export)
    assert head == ["时间", "操作", "代码", "操作者", "对象", "详情"]
    assert row[1:] == [sentence, "matters.supervise", director.viewer.key, "matter:1", '{"rows": 3}']
    assert "代码" in page.content.decode()
    assert auditor.get(f"/desk/exports/{export.pk}/file/xlsx/").status_code == 200
    assert {row.act for row in AuditRow.objects.filter(subject=f"export:{export.pk}")} == {
        "exports.request",
        "exports.write",
        "exports.download",
    }
    assert auditor.post("/desk/audit/export/", {"query": "first=x"})["Location"] == "/desk/audit/"
