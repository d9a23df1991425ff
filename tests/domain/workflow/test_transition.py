"""A transition does the verb's own, enters the state, turns the clocks, and writes one entry, in this order."""

from datetime import timedelta

import pytest

from tests.domain.workflow.stage import (
    NOW,
    Case,
    Facts,
    Part,
    Running,
    Staged,
    action,
    asked,
    definition,
    rule,
    state,
)

PLACES = (
    state("here"),
    state("there"),
    state("waiting", unassigned=True),
    state("rests", paused=True),
    state("settled", outcome="settled"),
    state("over", end=True),
    state("withdrawn", end=True, outcome="withdrawn"),
)


def came_to(to: str | None, case: Case | None = None, clocks: list[Running] | None = None) -> Staged:
    """Carry out an act that leads from anywhere to a state, or stays."""
    step = action("step", "handle", **{"from": [place.code for place in PLACES], "to": to})
    act = Staged(
        definition(step, states=PLACES),
        step,
        matter=case or Case(),
        situation=Facts(clocks=clocks or []),
        post_charged=7,
    )
    act.carry_out()
    return act


def test_an_act_without_a_target_leaves_the_stage_as_it_is_and_is_written_all_the_same() -> None:
    act = came_to(None, clocks=[Running("of_stage", of_stage=True)])
    assert act.told == [("write", "here", "here"), ("keep",)]
    assert act.matter == Case(version=2)


def test_a_step_ends_the_stages_clocks_and_begins_the_next_stage() -> None:
    act = came_to("there", clocks=[Running("stage", of_stage=True), Running("matter")])
    assert act.told == [("stop", "stage"), ("begin stage", "there"), ("write", "here", "there"), ("keep",)]
    assert (act.matter.state, act.matter.version) == ("there", 2)


def test_a_state_that_leads_to_itself_is_a_new_stage() -> None:
    assert came_to("here", clocks=[Running("stage", of_stage=True)]).told[:2] == [
        ("stop", "stage"),
        ("begin stage", "here"),
    ]


@pytest.mark.parametrize("settling", ["settled", "over"])
def test_what_is_settled_or_over_needs_no_clock_any_more(settling: str) -> None:
    act = came_to(settling, clocks=[Running("stage", of_stage=True), Running("matter")])
    assert [words for words in act.told if words[0] == "stop"] == [("stop", "stage"), ("stop", "matter")]


def test_an_end_ends_the_matter_now_and_every_assignment_with_it() -> None:
    act = came_to("over")
    assert (act.matter.open, act.matter.ended_at) == (False, NOW)
    assert ("end assignments",) in act.told
    assert ("release",) not in act.told


def test_where_nobody_is_assigned_whoever_was_is_released() -> None:
    assert ("release",) in came_to("waiting").told
    assert ("release",) not in came_to("there").told


def test_what_is_taken_up_again_leaves_nobody_sight_of_it_who_had_it_when_it_ended() -> None:
    over = Case(state="over", open=False, ended_at=NOW - timedelta(days=3), outcome="settled")
    act = came_to("here", over)
    assert ("end hindsight",) in act.told
    assert (act.matter.open, act.matter.ended_at, act.matter.outcome) == (True, None, "")


def test_from_one_end_to_another_sight_is_left_as_it_was() -> None:
    over = Case(state="over", open=False, ended_at=NOW - timedelta(days=3))
    assert ("end hindsight",) not in came_to("withdrawn", over).told


def test_an_archive_without_an_outcome_keeps_the_one_before_and_any_other_state_has_its_own() -> None:
    settled = Case(state="settled", outcome="settled")
    assert came_to("over", settled).matter.outcome == "settled"
    assert came_to("withdrawn", Case(state="settled", outcome="settled")).matter.outcome == "withdrawn"
    assert came_to("there", Case(state="settled", outcome="settled")).matter.outcome == ""


def test_a_matter_rests_while_its_state_does() -> None:
    assert came_to("rests").matter.paused
    assert not came_to("there", Case(state="rests", paused=True)).matter.paused


def turned(code: str, running: list[Running]) -> Staged:
    """Carry out an act on a definition with a clock that it starts, one that it stops, and one that it starts anew."""
    clocks = [
        rule("begins", starts=["step"]),
        rule("ends", starts=["register"], stops=["step"]),
        rule("anew", starts=["step"], stops=["step"]),
        rule("other", starts=["register"], drops=["else"]),
    ]
    step = action(code, "handle", **{"from": ["here"]})
    act = Staged(definition(step, clocks=clocks), step, situation=Facts(clocks=running))
    act.carry_out()
    return act


def test_clocks_end_and_start_as_the_definition_says() -> None:
    act = turned("step", [Running("ends"), Running("anew"), Running("other")])
    assert act.told[:4] == [("stop", "ends"), ("stop", "anew"), ("start", "begins"), ("start", "anew")]


def test_starting_a_clock_that_runs_changes_nothing() -> None:
    assert ("start", "begins") not in turned("step", [Running("begins")]).told


def test_a_clock_of_an_assignment_is_not_the_matters_to_stop() -> None:
    act = turned("step", [Running("ends", of_assignment=True)])
    assert ("stop", "ends") not in act.told


def test_an_act_that_no_clock_names_turns_none() -> None:
    assert turned("idle", [Running("ends"), Running("other")]).told == [("write", "here", "here"), ("keep",)]


def test_what_must_wait_for_the_entry_is_done_when_it_is_there_and_before_the_matter_is_kept() -> None:
    step = action("step", "handle", **{"from": ["here"], "to": "there"})
    act = Staged(definition(step), step)
    act.afterwards.append(lambda entry: act.told.append(("afterwards", entry.state, entry.unit)))
    act.unit_held = 33
    act.carry_out()
    assert act.told[-3:] == [("write", "here", "there"), ("afterwards", "here", 33), ("keep",)]


def test_met_are_the_clocks_that_the_action_has_done_and_none_where_it_made_them_needless() -> None:
    clocks = [rule("asked", stops=["step"]), rule("any"), rule("dropped", drops=["step"])]
    for verb, met in (("handle", {"asked", "any"}), ("withdraw", {"asked"})):
        step = action("step", verb, **{"from": ["here"]})
        assert Staged(definition(step, clocks=clocks), step).met == met


def test_what_a_field_of_a_type_holds_is_found_by_the_type_not_by_its_code() -> None:
    step = action("step", "handle", **{"from": ["here"]})
    form = (asked("first", "unit"), asked("second", "post"), asked("third", "post"))
    act = Staged(definition(step), step.model_copy(update={"fields": form}), {"third": 3})
    assert act.named("post") == 3
    with pytest.raises(LookupError):
        act.named("unit")


def test_the_system_and_a_party_act_for_no_unit_and_so_have_no_part() -> None:
    facts = Facts(parts=[Part(5), Part(6)])
    assert facts.joints_of(None) == ()
    assert facts.joints_of(5) == [Part(5)]
    assert facts.joints_of(7) == []
