"""Return: whoever is charged hands back to the unit, and a unit that has it uncharged to the one before."""

import pytest
from django.utils import translation

from sanling.domain.matters.errors import Invalid
from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import Facts, Office, done


def test_who_is_charged_gives_it_back_to_the_unit_which_keeps_it() -> None:
    act = done("return", post_charged=7, situation=Facts(before=Office(30)))
    assert act.told == [("release",)]
    assert (act.holder, act.params) == (10, {"post": 7})


def test_a_unit_gives_it_back_to_the_one_that_had_it_before() -> None:
    act = done("return", situation=Facts(before=Office(30)))
    assert act.told == [("hold", 30)]
    assert act.params == {"unit": 30, "from_unit": 10}


def test_where_it_came_from_no_unit_there_is_nobody_to_give_it_back_to() -> None:
    with translation.override("en"), pytest.raises(Invalid) as refused:
        done("return")
    assert refused.value.errors == {"": "This matter came from no other unit."}


def test_in_every_city_a_return_says_why_and_is_offered_only_where_there_is_somebody_to_return_to() -> None:
    for definition, back in by_verb("return"):
        assert back.reason, (definition.code, back.code)
        charged = not any(definition.state(code).unassigned for code in back.sources)
        assert charged or "came_from_unit" in back.guards, (definition.code, back.code)
