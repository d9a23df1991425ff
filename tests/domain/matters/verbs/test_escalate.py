"""Escalate: the unit one level up holds it; above the last there is none."""

import pytest
from django.utils import translation

from sanling.domain.matters.errors import Invalid
from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import Facts, Office, done


def test_the_unit_above_holds_it_and_the_entry_says_from_where_to_where() -> None:
    act = done("escalate", situation=Facts(above=Office(20)), post_charged=7)
    assert act.told == [("hold", 20)]
    assert act.params == {"unit": 20, "from_unit": 10}
    assert act.charged is None


def test_at_the_top_it_is_refused_in_words_and_nothing_is_said_or_done() -> None:
    with translation.override("en"), pytest.raises(Invalid) as refused:
        done("escalate", situation=Facts(above=None))
    assert refused.value.errors == {"": "There is no level above this one."}


def test_in_every_city_it_is_offered_only_where_there_is_a_level_above_and_leaves_nobody_charged() -> None:
    for definition, up in by_verb("escalate"):
        assert "unit_above" in up.guards, (definition.code, up.code)
        assert up.to
        assert definition.state(up.to).unassigned, (definition.code, up.code)
