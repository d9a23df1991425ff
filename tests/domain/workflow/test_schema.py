"""A definition says what ends and meets a clock, where things stand, and refuses codes that are said twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sanling.domain.workflow.schema import ActorRelation, FormField, Workflow
from tests.domain.workflow.stage import NAME, action, definition, rule, state

CODES = st.sampled_from(["a", "b", "c"])
SETS = st.lists(CODES, unique=True, max_size=3)


@given(stops=SETS, drops=SETS, act=CODES, needless=st.booleans())
def test_what_meets_a_clock_by_its_lists_ends_it_and_what_drops_it_never_meets_it_by_silence(
    stops: list[str], drops: list[str], act: str, needless: bool
) -> None:
    clock = rule("clock", stops=stops, drops=drops)
    met = clock.is_met_by(act, needless=needless)
    assert clock.is_ended_by(act) == (act in stops or act in drops)
    if stops:
        assert met == (act in stops)
    else:
        assert met == (act not in drops and not needless)


def test_a_state_settles_where_it_ends_or_has_an_outcome() -> None:
    assert state("a", end=True).settles
    assert state("a", outcome="settled").settles
    assert not state("a", paused=True).settles


@pytest.mark.parametrize("what", ["state", "action"])
def test_a_code_that_is_said_twice_is_refused_by_its_name(what: str) -> None:
    acts = [action("twin", "handle", **{"from": ["here"]})] * (2 if what == "action" else 1)
    places = [state("here"), *([state("here")] if what == "state" else [])]
    with pytest.raises(ValidationError, match=f"More than one {what} has the code"):
        definition(*acts, states=places)


def test_one_clock_may_stand_under_several_states_but_not_two_of_one_code() -> None:
    waits = rule("waits")
    both = [state("here", clocks=(waits,)), state("there", clocks=(waits,))]
    assert definition(states=both).all_clocks == (waits,)
    other = rule("waits", stops=["handle"])
    with pytest.raises(ValidationError, match="Two different clocks have the code waits"):
        definition(states=[both[0], state("there", clocks=(other,))])


def test_clocks_are_told_from_the_matters_to_those_of_stages_and_of_assignments() -> None:
    called = action("call", "join_in", **{"from": ["here"]}).model_copy(update={"clocks": (rule("third"),)})
    found = definition(called, states=[state("here", clocks=(rule("second"),))], clocks=[rule("first")])
    assert [clock.code for clock in found.all_clocks] == ["first", "second", "third"]
    assert found.clock("third") == rule("third")


def test_what_an_action_starts_are_clocks_that_span_stages_and_what_it_stops_any() -> None:
    of_stage = rule("of_stage", starts=["go"], stops=["go"])
    spans = rule("spans", starts=["go"], drops=["back"])
    go, back = (action(code, "handle", **{"from": ["here"]}) for code in ("go", "back"))
    found = definition(go, back, states=[state("here", clocks=(of_stage,))], clocks=[spans])
    assert found.starting("go") == (spans,)
    assert found.stopping("go") == {"of_stage"}
    assert found.stopping("back") == {"spans"}
    assert found.met_by("go") == {"of_stage", "spans"}
    assert found.met_by("back") == frozenset()


def test_the_action_that_makes_a_matter_is_found_by_its_verb() -> None:
    assert definition().register().code == "register"
    never = Workflow.model_construct(code="never", actions=(action("go", "handle"),))  # type: ignore[call-arg]
    with pytest.raises(LookupError, match="never has no action that registers"):
        never.register()


@pytest.mark.parametrize("look_up", ["state", "action", "clock"])
def test_an_unknown_code_is_a_key_error(look_up: str) -> None:
    with pytest.raises(KeyError):
        getattr(definition(), look_up)("nowhere")


def test_an_action_is_open_to_those_that_its_who_names() -> None:
    shared = action("go", "handle", who=[{"relation": "holder"}, {"relation": "system"}])
    assert {relation for relation in ActorRelation if shared.by(relation)} == {"holder", "system"}


@pytest.mark.parametrize(
    "said",
    [
        {"evidence": 13},
        {"evidence": -1},
        {"limit": 0},
        {"who": []},
        {"since": "yesterday"},
        {"audience": "everybody"},
        {"within": "3 days"},
        {"sources": ["here"]},
        {"code": "Go"},
    ],
)
def test_an_action_that_says_what_no_action_can_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        action("go", "handle").model_validate(
            {**action("go", "handle").model_dump(by_alias=True, exclude_defaults=True), **said}
        )


def test_the_most_of_a_field_is_a_number_or_an_allowance_and_a_text_is_bounded() -> None:
    bound = FormField.model_validate(
        {"code": "a", "type": "number", "name": NAME.model_dump(), "most": "5 wd"}
    )
    assert str(bound.most) == "5 wd"
    assert bound.model_copy(update={"most": 0}).most == 0
    for wrong in ({"most": -1}, {"most": "5 weeks"}, {"max_length": 0}, {"max_length": 10_001}):
        with pytest.raises(ValidationError):
            FormField.model_validate({"code": "a", "type": "number", "name": NAME.model_dump(), **wrong})


def test_a_definition_is_kept_as_json_and_read_back_whole() -> None:
    go = action("go", "handle", **{"from": ["here"], "within": "15 d", "since": "resolved"})
    found = definition(go, clocks=[rule("spans", starts=["go"])])
    assert Workflow.model_validate_json(found.model_dump_json(by_alias=True)) == found
