"""A dispute from the poster to the rating."""

import itertools

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.models import Assignment, Clock, Entry, Matter, Rating, Stage
from sanling.domain.matters.timeline import progress, timeline
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Outbox
from tests.city import City
from tests.domain.matters.helpers import act, picture, registered

pytestmark = pytest.mark.django_db


def settle(cast: dict[str, Player], matter: Matter) -> None:
    """Walk a dispute to its settlement."""
    act(cast["intake_officer"].viewer, matter, "accept")
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    act(cast["mediator"].viewer, matter, "contact", {"note": "已上门"})
    act(cast["mediator"].viewer, matter, "agree", {"form": "oral", "answer": "楼道已清理"}, [picture()])


def test_it_registers_at_the_street_centre_with_a_clock_running(city: City, workflows: None) -> None:
    matter = registered().matter

    assert matter.unit == city.centre("410105002")
    assert matter.state == "waiting"
    assert matter.due_at is not None
    assert Clock.objects.filter(matter=matter, stopped_at=None).count() >= 1
    assert Stage.objects.get(matter=matter).ended_at is None


def test_it_walks_from_report_to_rating(cast: dict[str, Player], workflows: None) -> None:
    matter = registered().matter
    settle(cast, matter)

    assert matter.state == "settled"
    assert matter.outcome == "settled"
    assert matter.resolved_at is not None

    party = LinkActor(matter.pk)
    assert {action.code for action in allowed_actions(party, matter)} == {"rate", "reopen"}
    act(party, matter, "rate", {"result": 5, "accept": 5, "handle": 4, "comment": "谢谢"})

    rating = Rating.objects.get(matter=matter)
    assert (rating.result, rating.steps) == (5, {"accept": 5, "handle": 4})


def test_each_act_writes_one_entry_one_audit_row_and_one_outbox_row(
    cast: dict[str, Player], workflows: None
) -> None:
    before = AuditRow.objects.filter(act__startswith="matters.").count()
    matter = registered().matter
    settle(cast, matter)

    entries = Entry.objects.filter(matter=matter).count()
    assert entries == 6
    assert AuditRow.objects.filter(act__startswith="matters.").count() - before == entries
    assert Outbox.objects.filter(topic="matters.entry").count() == entries
    assert matter.version == entries


def test_stages_and_assignments_are_spans_without_gaps(cast: dict[str, Player], workflows: None) -> None:
    matter = registered().matter
    settle(cast, matter)

    stages = list(Stage.objects.filter(matter=matter).order_by("pk"))
    for before, after in itertools.pairwise(stages):
        assert before.ended_at == after.begun_at
    assert stages[-1].ended_at is None
    assignment = Assignment.objects.get(matter=matter)
    assert assignment.post == cast["mediator"].post
    assert assignment.signed_at is not None


def test_the_party_reads_plain_words_and_never_internal_notes(
    cast: dict[str, Player], workflows: None
) -> None:
    matter = registered().matter
    settle(cast, matter)
    act(cast["intake_officer"].viewer, matter, "note", {"note": "内部备注"})

    texts = [item.text for item in timeline(LinkActor(matter.pk), matter)]
    assert "已达成调解协议" in texts
    assert all(
        "内部" not in detail.value
        for item in timeline(LinkActor(matter.pk), matter)
        for detail in item.details
    )
    assert progress(Matter.objects.select_related("unit", "assignee").get(pk=matter.pk)).state == "调解成功"
