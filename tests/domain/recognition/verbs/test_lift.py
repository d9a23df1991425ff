"""Lift: a warning ends, and by nothing else."""

from tests.domain.workflow.shipped import by_verb, everywhere
from tests.domain.workflow.stage import done


def test_nothing_happens_but_what_the_definition_says() -> None:
    act = done("lift")
    assert (act.told, act.unit_held) == ([], 10)


def test_only_the_system_ends_a_warning_in_every_city() -> None:
    warnings = [definition for definition in everywhere() if definition.kind == "warning"]
    assert warnings
    for definition in warnings:
        ends = {state.code for state in definition.states if state.end}
        ending = [action for action in definition.actions if action.to in ends]
        assert {action.verb for action in ending} == {"lift"}
        open_states = {state.code for state in definition.states} - ends
        assert {state for _whole, action in by_verb("lift") for state in action.sources} == open_states
