"""Accept: taking a matter up changes nothing but its state, and starts the clocks that count from then."""

from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import done


def test_nothing_happens_but_what_the_definition_says() -> None:
    act = done("accept")
    assert (act.told, act.params, act.unit_held) == ([], {}, 10)


def test_what_is_taken_up_waits_for_somebody_to_be_charged_in_every_city() -> None:
    assert by_verb("accept")
    for definition, action in by_verb("accept"):
        assert action.to, (definition.code, action.code)
        assert definition.state(action.to).unassigned, (definition.code, action.code)
        assert not definition.state(action.to).settles
