"""Supervise: a superior's eye is a clock, and only who is above may set it."""

from sanling.domain.workflow.terms import ActorRelation
from tests.domain.workflow.shipped import brought, by_verb, everywhere
from tests.domain.workflow.stage import done


def test_nothing_happens_but_what_the_definition_says() -> None:
    act = done("supervise")
    assert (act.told, act.params) == ([], {})


def test_in_every_city_it_starts_the_clock_by_which_a_matter_is_known_to_be_supervised() -> None:
    for definition, supervise in by_verb("supervise"):
        assert "supervised" in {rule.code for rule in definition.starting(supervise.code)}, definition.code
        assert {who.relation for who in supervise.who} == {ActorRelation.ABOVE}, definition.code


def test_a_condition_on_supervision_stands_only_where_somebody_can_supervise() -> None:
    conditional = {
        other.code for other in everywhere() for action in other.actions if "supervised" in action.guards
    }
    assert conditional
    assert conditional <= {definition.code for definition, _action in by_verb("supervise")}


def test_supervision_is_asked_for_and_answered_wherever_a_clock_may_run() -> None:
    """A matter that is settled still waits for its revisit or its file, and may be late with it."""
    for verb in ("supervise", "reply"):
        for definition in brought():
            action = definition.action(verb)
            under_way = {state.code for state in definition.states if not state.end and not state.follows}
            assert set(action.sources) == under_way, f"{definition.code}: {verb}"
