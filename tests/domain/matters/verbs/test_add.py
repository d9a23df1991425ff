"""Add: what the party adds is found by its words; what the office notes is not."""

import pytest

from sanling.domain.workflow.terms import ActorRelation
from sanling.domain.workflow.verbs import verb_of
from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import action, definition, done, state

WORDS = {"message": ("long_text", "楼道里还有自行车"), "count": ("number", 3), "where": ("text", "三号楼")}


def test_the_partys_words_are_added_to_what_is_searched_and_nothing_else_of_the_form() -> None:
    act = done("add", WORDS, said={"audience": "party"})
    assert act.told == [("find by", "楼道里还有自行车", "三号楼")]


@pytest.mark.parametrize("audience", ["internal", "restricted"])
def test_a_note_of_the_office_is_found_by_nobody(audience: str) -> None:
    assert done("add", WORDS, said={"audience": audience}).told == []


def test_something_may_be_added_to_what_has_ended_but_leaves_it_ended() -> None:
    assert verb_of("add").at_an_end
    over = definition(action("add", "add", **{"from": ["over"]}), states=[state("over", end=True)])
    assert over.action("add").to is None


def test_the_party_of_every_kind_adds_in_words_that_it_reads_itself() -> None:
    added = [action for _definition, action in by_verb("add") if action.by(ActorRelation.PARTY)]
    assert added
    for action_of_party in added:
        assert action_of_party.audience == "party"
        assert any(field.required for field in action_of_party.fields)
