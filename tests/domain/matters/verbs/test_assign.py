"""Assign: the chosen post is charged, and a clock may do the same when time runs out."""

import pytest

from sanling.domain.workflow.terms import ActorRelation
from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import Office, Staged, action, asked, definition, done, state


def test_the_post_that_the_form_names_is_charged_whatever_the_field_is_called() -> None:
    for code in ("mediator", "handler"):
        assert done("assign", {code: ("post", Office(7))}).told == [("charge", 7)]


def test_without_a_post_nobody_is_charged() -> None:
    with pytest.raises(LookupError):
        done("assign", {"unit": ("unit", Office(7))})


def test_who_is_charged_keeps_the_matter_in_a_state_where_somebody_is_assigned() -> None:
    charge = action("charge", "assign", **{"from": ["here"], "to": "there"})
    form = (asked("handler", "post"),)
    act = Staged(
        definition(charge, states=[state("here", unassigned=True), state("there")]),
        charge.model_copy(update={"fields": form}),
        {"handler": Office(7)},
    )
    act.carry_out()
    assert act.told == [("charge", 7), ("begin stage", "there"), ("write", "here", "there"), ("keep",)]
    assert act.post_charged == 7


def test_in_every_city_it_leads_to_where_the_post_can_act() -> None:
    for definition_of_city, charge in by_verb("assign"):
        assert charge.to
        target = definition_of_city.state(charge.to)
        assert not target.unassigned
        here = [other for other in definition_of_city.actions if target.code in other.sources]
        assert any(other.by(ActorRelation.ASSIGNEE) for other in here), (definition_of_city.code, charge.code)
