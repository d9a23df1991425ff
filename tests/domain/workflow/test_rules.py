"""What is legal: properties of every sequence of acts that the shipped definitions allow."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanling.domain.workflow import graph
from sanling.domain.workflow.rules import (
    Facts,
    Why,
    allowed,
    may_register,
    most_times,
    refusal,
    until,
    why_not,
)
from sanling.domain.workflow.schema import Action, ActorRelation, Workflow
from tests.domain.workflow.shipped import CODES, shipped

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
EVERYBODY = frozenset(ActorRelation)


def facts(
    state: str,
    counts: dict[str, int],
    role: str = "intake_officer",
    level: str = "township",
    at: datetime = NOW,
) -> Facts:
    """Return the facts of somebody of that role and level who stands in every relation."""
    since = dict.fromkeys(("stage", "registered", "resolved", "ended"), at)
    return Facts(state=state, relations=EVERYBODY, role=role, level=level, counts=counts, since=since)


def allowed_to_somebody(definition: Workflow, state: str, counts: dict[str, int]) -> list[Action]:
    """Return what one or the other of those whom the definition names may do in that state."""
    everybody = {
        (role, level)
        for action in definition.actions
        for who in action.who
        for role in who.roles
        for level in who.levels or ("township",)
    }
    codes = {
        action.code
        for role, level in everybody
        for action in allowed(definition, facts(state, counts, role, level), NOW)
    }
    return [action for action in definition.actions if action.code in codes]


@given(code=st.sampled_from(CODES), choices=st.lists(st.integers(0, 100), max_size=60))
@settings(max_examples=150)
def test_whatever_is_done_the_state_stays_defined_an_end_reachable_and_limits_kept(
    code: str, choices: list[int]
) -> None:
    definition = shipped()[code]
    ending = graph.ending(definition)
    state, counts = definition.initial, dict[str, int]()
    for choice in choices:
        legal = allowed_to_somebody(definition, state, counts)
        assert all(state in action.sources for action in legal)
        if not legal:
            assert definition.state(state).end
            return
        action = legal[choice % len(legal)]
        counts[action.code] = counts.get(action.code, 0) + 1
        state = action.to or state
        assert state in ending
        most = most_times(action, facts(state, counts))
        assert most is None or counts[action.code] <= most


@given(code=st.sampled_from(CODES), data=st.data())
@settings(max_examples=150)
def test_allowed_and_why_not_never_disagree(code: str, data: st.DataObject) -> None:
    definition = shipped()[code]
    role = data.draw(st.sampled_from(["intake_officer", "mediator", "department_clerk", "auditor", ""]))
    failed = data.draw(st.frozensets(st.sampled_from(["unit_above", "no_open_joint", "extension_pending"])))
    here = Facts(
        state=data.draw(st.sampled_from([state.code for state in definition.states])),
        relations=data.draw(st.frozensets(st.sampled_from(list(ActorRelation)))),
        role=role,
        level=data.draw(st.sampled_from(["city", "county", "township", "village"])),
        counts={action.code: data.draw(st.integers(0, 3)) for action in definition.actions if action.limit},
        since={"resolved": NOW - timedelta(days=data.draw(st.integers(0, 40)))},
        guards_failed=failed,
    )
    legal = allowed(definition, here, NOW)
    assert [a.code for a in legal] == [
        a.code for a in definition.actions if why_not(definition, a.code, here, NOW) is None
    ]
    for action in legal:
        assert not failed & set(action.guards)
        assert any(who.relation in here.relations for who in action.who)


@given(
    code=st.sampled_from(CODES),
    state=st.integers(0, 30),
    more=st.frozensets(st.sampled_from(["unit_above", "no_open_joint"])),
)
@settings(max_examples=60)
def test_a_failed_guard_only_takes_acts_away(code: str, state: int, more: frozenset[str]) -> None:
    definition = shipped()[code]
    here = definition.states[state % len(definition.states)].code
    free = facts(here, {})
    bound = Facts(
        state=here,
        relations=free.relations,
        role=free.role,
        level=free.level,
        since=free.since,
        guards_failed=more,
    )
    assert set(allowed(definition, bound, NOW)) <= set(allowed(definition, free, NOW))


def reopen() -> Action:
    return shipped()["dispute"].action("reopen")


def party(resolved: datetime | None, count: int = 0) -> Facts:
    since = {"resolved": resolved} if resolved else {}
    return Facts(state="settled", relations=frozenset({"party"}), counts={"reopen": count}, since=since)


def test_a_matter_is_reopened_until_the_end_of_the_fifteenth_day_after_it_was_resolved() -> None:
    resolved = datetime(2026, 3, 2, 6, 30, tzinfo=UTC)
    last = until(reopen(), party(resolved))
    assert last == datetime(2026, 3, 17, 16, 0, tzinfo=UTC)
    assert refusal(reopen(), party(resolved), last - timedelta(seconds=1)) is None
    late = refusal(reopen(), party(resolved), last + timedelta(seconds=1))
    assert late is not None
    assert (late.why, late.until) == (Why.TOO_LATE, last)


def test_a_period_from_something_that_has_not_happened_is_refused() -> None:
    told = refusal(reopen(), party(None), NOW)
    assert told is not None
    assert (told.why, told.until) == (Why.TOO_LATE, None)


def test_the_reason_of_a_refusal_is_the_most_telling_one() -> None:
    definition = shipped()["dispute"]
    elsewhere = Facts(state="waiting", relations=frozenset({"party"}))
    stranger = Facts(state="settled", relations=frozenset())
    assert why_not(definition, "reopen", elsewhere, NOW) == refusal(reopen(), elsewhere, NOW)
    assert [
        refused.why
        for refused in (refusal(reopen(), f, NOW) for f in (elsewhere, stranger, party(NOW, 2)))
        if refused
    ] == [
        Why.NOT_HERE,
        Why.NOT_YOURS,
        Why.OFTEN_ENOUGH,
    ]
    unknown = why_not(definition, "no_such_act", stranger, NOW)
    assert unknown is not None
    assert unknown.why is Why.NOT_HERE


def test_a_failed_guard_is_named() -> None:
    here = Facts(
        state="mediating",
        relations=frozenset({"assignee"}),
        role="mediator",
        guards_failed=frozenset({"no_open_joint"}),
    )
    told = why_not(shipped()["dispute"], "agree", here, NOW)
    assert told is not None
    assert (told.why, told.guard) == (Why.GUARD, "no_open_joint")


@pytest.mark.parametrize(
    ("role", "relation", "may"),
    [("mediator", "registrar", True), ("auditor", "registrar", False), ("", "party", True)],
)
def test_who_may_register_is_data(role: str, relation: str, may: bool) -> None:
    here = Facts(state="", relations=frozenset({relation}), role=role, level="village")
    assert may_register(shipped()["dispute"], here) is may


def test_each_reopening_gives_one_more_rating() -> None:
    rate = shipped()["dispute"].action("rate")
    here = party(NOW)
    assert most_times(rate, here) == 1
    assert most_times(rate, party(NOW, count=2)) == 3
    assert most_times(shipped()["dispute"].action("contact"), here) is None
