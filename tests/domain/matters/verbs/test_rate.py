"""Rate: the party's stars for the result and for the speed of each step, with its words."""

from typing import Any

from sanling.domain.workflow.terms import ActorRelation
from sanling.domain.workflow.verbs import verb_of
from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import done

FORM: dict[str, tuple[str, Any]] = {
    "result": ("rating", 5),
    "accept": ("rating", 4),
    "handle": ("rating", 2),
    "comment": ("long_text", "很快"),
}


def test_the_result_is_kept_apart_from_the_steps_and_the_words() -> None:
    act = done("rate", FORM)
    assert act.told == [("rate", 5, {"accept": 4, "handle": 2}, "很快")]
    assert act.params == {}


def test_a_step_that_was_not_rated_and_words_that_were_not_said_are_not_made_up() -> None:
    act = done("rate", FORM)
    act.told.clear()
    act.fields = {"result": 1}
    verb_of("rate").apply(act)
    assert act.told == [("rate", 1, {}, "")]


def test_what_is_no_rating_is_no_step() -> None:
    assert done("rate", {**FORM, "visits": ("number", 3)}).told[0][2] == {"accept": 4, "handle": 2}


def test_in_every_city_only_the_party_rates_what_was_settled_and_each_star_is_for_a_step() -> None:
    for definition, rate in by_verb("rate"):
        assert [who.relation for who in rate.who] == [ActorRelation.PARTY], definition.code
        steps = {state.step for state in definition.states if state.step}
        rated = {field.code for field in rate.fields if field.type == "rating"} - {"result"}
        assert rated <= steps, (definition.code, rated - steps)
        assert all(definition.state(code).settles for code in rate.sources), definition.code
