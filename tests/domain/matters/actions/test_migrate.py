"""Open matters move to a newer version of their workflow: explicitly, each whole, with its clocks right."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.actions.migrate import CODE, keys_of_open, migrate, seen
from sanling.domain.matters.migrating import Versions
from sanling.domain.matters.models import Clock, ClockChange, Entry, Matter, Stage
from sanling.domain.matters.timeline import timeline
from sanling.domain.people.cast import Player
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import definition_of, reading_of
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.calendar import Allowance
from tests.city import TEST
from tests.domain.matters.helpers import act, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Body = dict[str, Any]


def changed(matter: Matter, change: Any) -> Definition:
    """Publish another version of a matter's workflow, changed as a plain body."""
    old = Definition.objects.get(pk=matter.definition_id)
    body = change(old.body)
    now = clock.now()
    Definition.objects.filter(pk=old.pk).update(retired_at=now)
    return Definition.objects.create(
        city=old.city,
        code=old.code,
        version=old.version + 1,
        kind=old.kind,
        body=body,
        digest="",
        published_at=now,
    )


def move(
    matter: Matter, to: Definition, states: Mapping[str, str] | None = None, *, really: bool = True
) -> Any:
    of = Definition.objects.get(pk=matter.definition_id)
    versions = Versions(definition_of(of.pk), definition_of(to.pk), states or {})
    if not really:
        return seen(versions, [matter.pk], of=of)
    found = migrate(actor=TEST, versions=versions, ids=keys_of_open(of), of=of, to=to)
    matter.refresh_from_db()
    return found


def state_of(body: Body, code: str) -> Body:
    return next(state for state in body["states"] if state["code"] == code)


def running(matter: Matter) -> dict[str, Clock]:
    return {row.code: row for row in Clock.objects.filter(matter=matter, stopped_at=None)}


def shorter(body: Body) -> Body:
    for rule in (rule for state in body["states"] for rule in state.get("clocks", [])):
        rule["within"] = "7 h"
    return body


def renamed(body: Body, name: str = "received_anew") -> Body:
    """Call the first state otherwise, everywhere."""
    old = body["initial"]
    state_of(body, old)["code"] = body["initial"] = name
    for action in body["actions"]:
        action["from"] = [name if code == old else code for code in action.get("from", [])]
        if action.get("to") == old:
            action["to"] = name
    return body


@pytest.fixture
def matter(cast: dict[str, Player]) -> Matter:
    return registered().matter


def test_showing_changes_nothing(matter: Matter) -> None:
    to = changed(matter, shorter)
    before = running(matter)
    found = move(matter, to, really=False)
    assert [kept.moves for _matter, moved in found.moves for kept in moved.kept].count(True) >= 1
    assert {code: row.due_at for code, row in running(matter).items()} == {
        code: row.due_at for code, row in before.items()
    }
    assert not Entry.objects.filter(matter=matter, code=CODE).exists()


def test_a_clock_counts_from_its_own_start_by_the_new_allowance(matter: Matter) -> None:
    before = running(matter)
    to = changed(matter, shorter)
    move(matter, to)
    assert matter.definition_id == to.pk
    entry = Entry.objects.get(matter=matter, code=CODE)
    assert entry.params == {"from_version": to.version - 1, "to_version": to.version}
    moved = [row for row in running(matter).values() if row.allowance == "7 h"]
    assert moved
    for row in moved:
        assert row.started_at == before[row.code].started_at
        assert row.due_at == row.started_at + timedelta(hours=7)
        assert ClockChange.objects.get(clock=row).entry_id == entry.pk
    assert matter.due_at == min(row.due_at for row in running(matter).values())


def test_who_opened_a_form_before_is_told_that_it_is_stale(matter: Matter) -> None:
    version = matter.version
    move(matter, changed(matter, shorter))
    assert matter.version == version + 1


def test_a_state_that_is_missing_needs_a_name_in_the_new_version(matter: Matter) -> None:
    to = changed(matter, renamed)
    old, stage = matter.state, Stage.objects.get(matter=matter, ended_at=None)
    found = move(matter, to)
    assert not found.moves
    assert [(staying.number, f"--map {old}=" in why) for staying, why in found.staying] == [
        (matter.number, True)
    ]
    assert matter.definition_id != to.pk
    before = set(running(matter))
    move(matter, to, {old: "received_anew"})
    assert matter.state == "received_anew"
    now_under_way = Stage.objects.get(matter=matter, ended_at=None)
    assert now_under_way.pk != stage.pk
    assert set(running(matter)) == before
    assert {row.stage_id for row in running(matter).values() if row.of_stage} <= {now_under_way.pk}


def test_a_state_may_not_end_a_matter_by_being_called_otherwise(matter: Matter) -> None:
    to = changed(matter, renamed)
    end = next(state.code for state in definition_of(to.pk).states if state.end)
    assert not move(matter, to, {matter.state: end}).moves


def test_a_clock_that_is_no_more_ends_and_one_that_is_new_begins_with_the_move(matter: Matter) -> None:
    def other(body: Body) -> Body:
        rules = state_of(body, body["initial"])["clocks"]
        rules[0] = rules[0] | {"code": "look_at", "within": "3 d"}
        return body

    gone = set(running(matter))
    move(matter, changed(matter, other))
    now_running = running(matter)
    (ended,) = gone - set(now_running)
    assert Clock.objects.get(matter=matter, code=ended).ended_how == Clock.Ended.DROPPED
    assert now_running["look_at"].allowance == "3 d"
    assert now_running["look_at"].started_at == Entry.objects.get(matter=matter, code=CODE).at


def given_more(matter: Matter, allowance: str) -> Clock:
    """Let a clock of the matter have another allowance than its rule's, as an extension does."""
    row = next(iter(running(matter).values()))
    Clock.objects.filter(pk=row.pk).update(allowance=allowance)
    row.refresh_from_db()
    return row


def test_a_clock_keeps_what_it_was_given_beyond_its_rule(matter: Matter) -> None:
    row = next(iter(running(matter).values()))
    given = Allowance.parse(row.allowance)
    row = given_more(matter, str(Allowance(given.amount + 5, given.unit)))

    def doubled(body: Body) -> Body:
        rule = next(rule for rule in state_of(body, body["initial"])["clocks"] if rule["code"] == row.code)
        rule["within"] = str(Allowance(given.amount * 2, given.unit))
        return body

    move(matter, changed(matter, doubled))
    row.refresh_from_db()
    assert row.allowance == str(Allowance(given.amount * 2 + 5, given.unit))


def test_an_extension_in_another_unit_keeps_the_matter_where_it_is(matter: Matter) -> None:
    row = given_more(matter, "40 d")
    found = move(matter, changed(matter, shorter))
    assert [(staying.number, row.code in why) for staying, why in found.staying] == [(matter.number, True)]


def test_a_second_run_moves_nothing_twice(matter: Matter) -> None:
    of, to = Definition.objects.get(pk=matter.definition_id), changed(matter, shorter)
    versions = Versions(definition_of(of.pk), definition_of(to.pk))
    for _run in range(2):
        migrate(actor=TEST, versions=versions, ids=[matter.pk], of=of, to=to)
    assert Entry.objects.filter(matter=matter, code=CODE).count() == 1


def test_the_timeline_still_tells_what_only_the_earlier_version_knew(
    matter: Matter, cast: dict[str, Player]
) -> None:
    def without_notes(body: Body) -> Body:
        body["actions"] = [action for action in body["actions"] if action["code"] != "accept"]
        return body

    act(cast["intake_officer"].viewer, matter, "accept")
    told = [item.text for item in timeline(cast["intake_officer"].viewer, matter)]
    move(matter, changed(matter, without_notes))
    now_told = [item.text for item in timeline(cast["intake_officer"].viewer, matter)]
    assert now_told[: len(told)] == told
    assert len(now_told) == len(told) + 1


def test_a_state_of_another_name_begins_with_the_clocks_that_the_old_one_had_not(matter: Matter) -> None:
    move(matter, changed(matter, dict), {matter.state: "assigned"})
    now_running = running(matter)
    assert "stuck" not in now_running
    assert now_running["sign_for"].stage_id == Stage.objects.get(matter=matter, ended_at=None).pk
    assert matter.due_at == min(row.due_at for row in now_running.values())


def test_a_clock_that_is_the_matters_now_and_was_its_states_before_begins_with_the_move(
    matter: Matter,
) -> None:
    def spanning(body: Body) -> Body:
        (rule,) = state_of(body, body["initial"]).pop("clocks")
        body["clocks"].append(rule | {"starts": ["register"], "stops": ["assign"]})
        return body

    before = running(matter)["stuck"]
    move(matter, changed(matter, spanning))
    assert not running(matter)["stuck"].of_stage
    assert running(matter)["stuck"].pk != before.pk


def test_moving_many_takes_no_more_statements_than_moving_few(cast: dict[str, Player]) -> None:
    counts = []
    for matters in (6, 20):
        batch = [registered().matter for _number in range(matters)]
        of, name = Definition.objects.get(pk=batch[0].definition_id), f"received_{matters}"
        to = changed(batch[0], partial(renamed, name=name))
        versions = Versions(definition_of(of.pk), definition_of(to.pk), {batch[0].state: name})
        ids = [matter.pk for matter in batch]
        # Versions are read once a process.
        reading_of(of.pk)
        with CaptureQueriesContext(connection) as statements:
            assert len(migrate(actor=TEST, versions=versions, ids=ids, of=of, to=to).moves) == matters
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_clock_that_begins_while_the_matter_rests_counts_once_it_goes_on(
    matter: Matter, cast: dict[str, Player]
) -> None:
    def longer(body: Body) -> Body:
        rule = next(rule for rule in body["clocks"] if rule["code"] == "mediation")
        body["clocks"].append(rule | {"code": "whole", "starts": ["assign"]})
        return body

    mediator = cast["mediator"].viewer
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(mediator, matter, "sign_for")
    act(mediator, matter, "pause", {"reason": "等待鉴定"})
    move(matter, changed(matter, longer))
    assert running(matter)["whole"].paused_at is not None
    act(mediator, matter, "resume")
    assert running(matter)["whole"].paused_at is None


def test_who_works_on_it_goes_on_by_the_new_version(matter: Matter, cast: dict[str, Player]) -> None:
    def otherwise(body: Body) -> Body:
        state_of(body, "assigned")["clocks"][0]["within"] = "5 h"
        return body

    move(matter, changed(matter, otherwise))
    clerk = cast["intake_officer"].viewer
    act(clerk, matter, "accept")
    act(clerk, matter, "assign", {"mediator": cast["mediator"].post.pk})
    assert running(matter)["sign_for"].allowance == "5 h"


def test_an_ended_matter_keeps_its_version(matter: Matter) -> None:
    Matter.objects.filter(pk=matter.pk).update(open=False, ended_at=clock.now())
    before = matter.definition_id
    move(matter, changed(matter, shorter))
    assert matter.definition_id == before


def test_a_move_is_audited_and_kept_from_the_party(matter: Matter) -> None:
    move(matter, changed(matter, shorter))
    entry = Entry.objects.get(matter=matter, code=CODE)
    assert (entry.audience, entry.version) == (Entry.Audience.INTERNAL, matter.version)
    assert AuditRow.objects.get(act=f"matters.{CODE}").subject == f"matter:{matter.pk}"
