"""Supervise: a superior's eye is a clock, and only who is above may set it."""

from sanling.domain.workflow.terms import ActorRelation
from tests.domain.workflow.shipped import by_verb, everywhere
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
