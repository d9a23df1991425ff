"""The audit log reads as sentences; codes are there for whoever asks."""

from typing import Any

import pytest

from sanling.domain.people.cast import Player
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.audit.record import record
from sanling.interfaces.desk.audit.telling import told
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn

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


def test_who_may_see_a_matter_reads_its_number(cast: dict[str, Player], workflows: None) -> None:
    matter, director = registered().matter, cast["centre_director"].viewer
    for act in ("matters.relate", "matters.supervise"):
        record(actor=director, act=act, subject=f"matter:{matter.pk}", city="4101")
    rows = AuditRow.objects.filter(act__in=("matters.relate", "matters.supervise")).order_by("pk")
    relate, supervise = told(director, list(rows))
    assert relate.sentence.endswith(f"对 {matter.number} 作了“关联另一件”")
    assert supervise.sentence.endswith(f"督办了 {matter.number}")


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


def test_the_log_costs_as_many_statements_for_many_rows_as_for_one(
    desk: SignIn, cast: dict[str, Player], django_assert_num_queries: Any
) -> None:
    players = [player for key, player in cast.items() if not key.startswith("former")]
    for player in players:
        record(actor=player.viewer, act="unit.change", subject=f"unit:{player.post.unit_id}", city="4101")
        record(actor=player.user, act="account.change_phone", subject=player.user.key, city="4101")
    keys = list(AuditRow.objects.order_by("-pk")[: 2 * len(players)])
    viewer = cast["auditor"].viewer
    told(viewer, keys[:1])
    # Posts with their units, accounts, units.
    with django_assert_num_queries(3):
        assert len(told(viewer, keys)) == 2 * len(players)
