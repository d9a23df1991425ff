"""Lift: a warning ends, and by nothing else."""

from tests.domain.workflow.shipped import by_verb, everywhere
from tests.domain.workflow.stage import Case, done


def test_it_says_no_colour_that_is_over_and_stays_where_it_is() -> None:
    matter = Case()
    act = done("lift", {"standing": ("standing", {"title": "预警解除：通信花园小学"})}, matter=matter)
    assert (vars(matter)["title"], act.unit_held) == ("预警解除：通信花园小学", 10)


def test_only_the_system_ends_a_warning_in_every_city() -> None:
    warnings = [definition for definition in everywhere() if definition.kind == "warning"]
    assert warnings
    for definition in warnings:
        ends = {state.code for state in definition.states if state.end}
        ending = [action for action in definition.actions if action.to in ends]
        assert {action.verb for action in ending} == {"lift"}
        open_states = {state.code for state in definition.states} - ends
        assert {state for _whole, action in by_verb("lift") for state in action.sources} == open_states
