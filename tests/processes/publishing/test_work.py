"""What a proposal would do is counted without doing it, and done once a second person has confirmed it."""

from pathlib import Path

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import current, definition_of
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.taken import differs
from sanling.processes.publishing.actions.decide import decide
from sanling.processes.publishing.actions.propose import propose_move, propose_profile
from sanling.processes.publishing.bringing_up import checked_profiles
from sanling.processes.publishing.models import Proposal
from sanling.processes.publishing.work import ChangedSince, carry_out, count, give_up
from tests.domain.matters.actions.test_migrate import changed, renamed, shorter
from tests.domain.matters.helpers import registered
from tests.processes.publishing.folders import say, shorten

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def decided(cast: dict[str, Player], proposal: Proposal) -> None:
    """Have a second person confirm what a proposal's page shows."""
    proposal.refresh_from_db()
    security = cast["security_administrator"].viewer
    decide(actor=security, proposal_id=proposal.pk, confirmed=True, shown=proposal.shown)


def confirmed(cast: dict[str, Player], proposal: Proposal) -> Proposal:
    count(proposal.pk)
    decided(cast, proposal)
    carry_out(proposal.pk)
    proposal.refresh_from_db()
    return proposal


def test_a_changed_profile_is_counted_then_published_by_a_second_person(
    root: Path, cast: dict[str, Player]
) -> None:
    matter = registered().matter
    before = Definition.objects.count()
    shorten(root)
    say(root, "matters.toml", '\n[kinds.dispute]\nname = { zh = "邻里纠纷", en = "Quarrel" }\n')
    proposal = propose_profile(actor=cast["administrator"].viewer)
    count(proposal.pk)
    proposal.refresh_from_db()
    assert proposal.state == "waiting"
    assert proposal.report["values"] == 3
    assert ["workflows.dispute.clocks.mediation.within", '"30 d"', '"20 d"'] in proposal.report["differences"]
    (workflow,) = proposal.report["workflows"]
    assert (workflow["name"]["zh"], workflow["moves"][0]["moves"]) == ("矛盾纠纷", 1)
    assert Definition.objects.count() == before
    told = Notice.objects.filter(code="publishing.waits")
    assert [notice.recipient for notice in told] == [cast["security_administrator"].viewer.key]
    decided(cast, proposal)
    carry_out(proposal.pk)
    assert not differs()
    assert (
        str(definition_of(current(city=matter.city, code="dispute").pk).clock("mediation").within) == "20 d"
    )
    matter.refresh_from_db()
    assert matter.definition.retired_at is not None
    acts = ("publishing.propose", "publishing.confirm", "publishing.carry_out", "workflow.publish")
    assert {row.act for row in AuditRow.objects.filter(act__in=acts)} == set(acts)


def test_a_folder_that_says_something_else_by_now_is_not_published(
    root: Path, cast: dict[str, Player]
) -> None:
    shorten(root)
    proposal = propose_profile(actor=cast["administrator"].viewer)
    count(proposal.pk)
    decided(cast, proposal)
    shorten(root, days=10)
    with pytest.raises(ChangedSince):
        carry_out(proposal.pk)
    assert differs()
    assert str(definition_of(current(city="4101", code="dispute").pk).clock("mediation").within) == "30 d"
    give_up(proposal.pk, why="changed")
    proposal.refresh_from_db()
    assert (proposal.state, proposal.report["why"]) == ("failed", "changed")


def test_open_matters_move_once_a_second_person_has_confirmed_it(cast: dict[str, Player]) -> None:
    matter = registered().matter
    to = changed(matter, shorter)
    proposal = propose_move(actor=cast["administrator"].viewer, to=to, states={})
    count(proposal.pk)
    proposal.refresh_from_db()
    (moves,) = proposal.report["workflows"][0]["moves"]
    assert (moves["moves"], moves["states"][0]["clocks"][0]["what"]) == (1, "becomes")
    assert Matter.objects.get().definition_id != to.pk
    done = confirmed(cast, proposal)
    assert (done.state, done.report["workflows"][0]["moves"][0]["moves"]) == ("done", 1)
    assert Matter.objects.get().definition_id == to.pk


def test_what_can_not_move_stays_and_is_counted(cast: dict[str, Player]) -> None:
    matter = registered().matter
    to = changed(matter, renamed)
    proposal = confirmed(cast, propose_move(actor=cast["administrator"].viewer, to=to, states={}))
    (moves,) = proposal.report["workflows"][0]["moves"]
    assert [(row["why"], row["count"]) for row in moves["staying"]] == [("state", 1)]
    proposal = confirmed(
        cast,
        propose_move(actor=cast["administrator"].viewer, to=to, states={matter.state: "received_anew"}),
    )
    assert Matter.objects.get().definition_id == to.pk


def test_matters_do_not_move_to_a_version_that_is_in_force_no_more(cast: dict[str, Player]) -> None:
    matter = registered().matter
    to = changed(matter, shorter)
    proposal = propose_move(actor=cast["administrator"].viewer, to=to, states={})
    count(proposal.pk)
    Definition.objects.filter(pk=to.pk).update(retired_at=to.published_at)
    decided(cast, proposal)
    with pytest.raises(ChangedSince):
        carry_out(proposal.pk)
    assert Matter.objects.get().definition_id != to.pk


def test_a_folder_that_is_edited_while_it_is_published_is_not_taken(
    root: Path, cast: dict[str, Player], monkeypatch: pytest.MonkeyPatch
) -> None:
    shorten(root)
    proposal = propose_profile(actor=cast["administrator"].viewer)
    count(proposal.pk)
    decided(cast, proposal)

    def edited() -> list[Profile]:
        shorten(root, days=10)
        return checked_profiles()

    monkeypatch.setattr("sanling.processes.publishing.work.checked_profiles", edited)
    with pytest.raises(ChangedSince):
        carry_out(proposal.pk)
    assert str(definition_of(current(city="4101", code="dispute").pk).clock("mediation").within) == "30 d"


def test_a_report_keeps_all_differences_and_the_tables_that_say_something_else(
    root: Path, cast: dict[str, Player]
) -> None:
    with (root / "zhengzhou" / "divisions.csv").open("a") as table:
        table.write("\n")
    shorten(root)
    proposal = propose_profile(actor=cast["administrator"].viewer)
    count(proposal.pk)
    proposal.refresh_from_db()
    shown = proposal.report["differences"]
    assert len(shown) == proposal.report["values"]
    assert [name for name, _before, _after in shown][-1] == "zhengzhou/divisions.csv"
