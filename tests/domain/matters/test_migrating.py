"""What becomes of an open matter at another version is decided on plain rows, and nothing is written."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.matters.migrating import CantMove, Move, Versions, decide
from sanling.domain.matters.models import Clock, ClockPause, Matter
from sanling.domain.matters.timing import clocks_of
from sanling.domain.workflow.schema import ClockRule, State, Workflow
from sanling.foundation.calendar import Allowance, due
from sanling.foundation.holidays.schedules import workdays_at
from tests.domain.workflow.stage import action, asked, definition, rule, state

CITY = "4101"
START = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)


def lasting(code: str, within: str, **said: Any) -> ClockRule:
    return rule(code, **said).model_copy(update={"within": Allowance.parse(within)})


def version(*clocks: ClockRule, states: list[State] | None = None) -> Workflow:
    go = action("go", "handle", **{"from": ["here"]})
    return definition(go, states=states or [state("here"), state("there")], clocks=clocks)


def running(of: ClockRule, allowance: str = "", **row: Any) -> Clock:
    (clock,) = clocks_of([of], Matter(pk=1, division_id=CITY), START)
    if allowance:
        clock.allowance = allowance
        clock.due_at = due(start=START, days=workdays_at(CITY), allowance=Allowance.parse(allowance)).at
    for name, value in row.items():
        setattr(clock, name, value)
    clock.pk = 7
    return clock


def moved(
    old: Workflow, new: Workflow, *clocks: Clock, done: list[str] | None = None, **versions: Any
) -> Move:
    return decide(
        Matter(pk=1, state="here", division_id=CITY),
        running=clocks,
        pauses=versions.pop("pauses", {}),
        done=done or ["register"],
        versions=Versions(old, new, **versions),
    )


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 30), st.sampled_from(["d", "wd", "wh"]))
def test_a_clock_goes_on_from_its_start_by_the_new_rule_with_what_it_was_given_beyond(
    before: int, after: int, more: int, unit: str
) -> None:
    old, new = (lasting("work", f"{days} {unit}", starts=["register"]) for days in (before, after))
    (kept,) = moved(version(old), version(new), running(old, f"{before + more} {unit}")).kept
    assert kept.allowance == f"{after + more} {unit}"
    assert (
        kept.due.at == due(start=START, days=workdays_at(CITY), allowance=Allowance.parse(kept.allowance)).at
    )
    assert kept.moves == (before != after)


def test_what_was_taken_from_a_clock_is_taken_under_the_new_rule_but_never_more_than_all() -> None:
    old, new = lasting("work", "30 d", starts=["register"]), lasting("work", "5 d", starts=["register"])
    (kept,) = moved(version(old), version(new), running(old, "20 d")).kept
    assert kept.allowance == "0 d"


def test_its_pauses_count_where_it_moves_and_its_row_is_left_as_it_was() -> None:
    old, new = lasting("work", "30 d", starts=["register"]), lasting("work", "40 d", starts=["register"])
    pause = ClockPause(begun_at=START + timedelta(days=1), ended_at=START + timedelta(days=4))
    clock = running(old)
    (kept,) = moved(version(old), version(new), clock, pauses={7: [pause]}).kept
    span = (pause.begun_at, START + timedelta(days=4))
    assert (
        kept.due.at
        == due(start=START, days=workdays_at(CITY), allowance=Allowance.parse("40 d"), pauses=[span]).at
    )
    assert clock.allowance == "30 d"


def test_another_unit_is_taken_over_where_nothing_was_given_and_refused_where_something_was() -> None:
    old, new = lasting("work", "30 d", starts=["register"]), lasting("work", "20 wd", starts=["register"])
    (kept,) = moved(version(old), version(new), running(old)).kept
    assert kept.allowance == "20 wd"
    with pytest.raises(CantMove, match="'work' was given 40 d"):
        moved(version(old), version(new), running(old, "40 d"))


def test_a_clock_that_the_new_version_lacks_is_dropped_and_one_that_only_it_has_begins_now() -> None:
    gone, fresh = rule("gone", starts=["register"]), rule("fresh", starts=["register"])
    move = moved(version(gone), version(fresh), running(gone))
    assert [clock.code for clock in move.dropped] == ["gone"]
    assert (move.kept, [begun.code for begun in move.of_matter]) == ([], ["fresh"])


def test_a_clock_of_a_stage_goes_on_only_as_one_of_a_stage() -> None:
    of_stage, spanning = rule("same"), rule("same", starts=["register"])
    old = version(states=[state("here", clocks=(of_stage,))])
    move = moved(old, version(spanning, states=[state("here")]), running(of_stage, stage_id=3))
    assert [clock.code for clock in move.dropped] == ["same"]
    again = moved(old, old, running(of_stage, stage_id=3))
    assert [kept.clock.code for kept in again.kept] == ["same"]
    assert again.of_stage == []


@pytest.mark.parametrize(
    ("done", "runs"),
    [
        (["register"], True),
        (["register", "go"], False),
        (["register", "go", "back"], True),
        (["register", "go", "back", "drop"], False),
        (["go"], False),
    ],
)
def test_a_new_clock_runs_where_it_would_run_had_it_been_known_from_the_beginning(
    done: list[str], *, runs: bool
) -> None:
    fresh = rule("fresh", starts=["register", "back"], stops=["go"], drops=["drop"])
    assert bool(moved(version(), version(fresh), done=done).of_matter) == runs


@pytest.mark.parametrize(
    "kind", [{"outcome": "settled"}, {"follows": True, "unassigned": True, "paused": True}]
)
def test_where_nothing_is_worked_on_no_new_clock_of_the_matter_begins(kind: dict[str, Any]) -> None:
    places = [state("here", **kind)]
    fresh = rule("fresh", starts=["register"])
    assert moved(version(states=places), version(fresh, states=places)).of_matter == []


def test_a_state_is_found_under_its_new_name_and_told_where_there_is_none() -> None:
    old, new = version(), version(states=[state("begun"), state("there")])
    assert moved(old, new, states={"here": "begun"}).state.code == "begun"
    with pytest.raises(CantMove, match=r"no state 'here'.*--map here="):
        moved(old, new)


@pytest.mark.parametrize(
    "other", [{"end": True}, {"outcome": "settled"}, {"paused": True}, {"follows": True, "paused": True}]
)
def test_no_matter_ends_settles_rests_or_follows_by_being_moved(other: dict[str, Any]) -> None:
    plain, changed = version(states=[state("here")]), version(states=[state("here", **other)])
    for old, new in ((plain, changed), (changed, plain)):
        with pytest.raises(CantMove, match="differ in whether"):
            moved(old, new)


@pytest.mark.parametrize(
    ("row", "late"),
    [({}, True), ({"late_at": START}, False), ({"paused_at": START}, False)],
)
def test_what_becomes_late_by_the_move_was_neither_late_nor_resting(
    row: dict[str, Any], *, late: bool
) -> None:
    old, new = lasting("work", "30 d", starts=["register"]), lasting("work", "1 d", starts=["register"])
    (kept,) = moved(version(old), version(new), running(old, **row)).kept
    assert kept.is_late(START + timedelta(days=9)) == late
    assert not kept.is_late(START)


def noting(kind: str) -> Workflow:
    """A version whose act of noting asks for something of a type."""
    return definition(action("note", "add", fields=[asked("words", kind).model_dump()]))


def refuse(old: Workflow, new: Workflow, *said: str) -> None:
    """Refuse a move where something was said in an act of noting."""
    Versions(old, new).refuse_retyped({"register": [], "note": said}, old)


@pytest.mark.parametrize("now", ["unit", "choice"])
def test_it_stays_where_what_somebody_wrote_would_be_taken_for_something_else(now: str) -> None:
    """A name would be read as the key of a unit, or as a choice, which no rule of retention forgets."""
    with pytest.raises(CantMove, match=f"'words' of its act 'note' was 'long_text' and is '{now}'"):
        refuse(noting("long_text"), noting(now), "words")
    refuse(noting("long_text"), noting(now), "other")


def test_it_moves_where_words_stay_words_or_the_field_is_gone() -> None:
    for new in (noting("long_text"), noting("text"), definition(action("note", "add")), version()):
        refuse(noting("long_text"), new, "words")
