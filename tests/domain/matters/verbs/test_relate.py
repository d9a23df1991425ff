"""Relate: a matter is said to repeat, review or come from another; merging is no mere label."""

import pytest
from django.utils import translation

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Relation
from sanling.domain.workflow.verbs import verb_of
from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import Staged, done


def related(kind: str) -> Staged:
    return done("relate", {"number": ("text", "ZZ-260601-00001-A"), "relation": ("choice", kind)})


@pytest.mark.parametrize("kind", sorted(set(Relation.Kind) - {Relation.Kind.MERGED_INTO}))
def test_it_ties_the_matter_as_was_chosen(kind: str) -> None:
    assert related(kind).told == [("tie", kind)]


def test_a_workflow_of_before_that_offers_merging_as_a_label_is_refused_beside_the_choice() -> None:
    with translation.override("en"), pytest.raises(Invalid) as refused:
        related("merged_into")
    assert refused.value.errors == {"relation": "This matter's workflow is too old for merging."}


def test_every_way_in_which_matters_can_be_tied_may_be_chosen_but_merging() -> None:
    options = verb_of("relate").options["relation"]
    assert set(Relation.Kind) - options == {Relation.Kind.MERGED_INTO}
    for definition, relate in by_verb("relate"):
        offered = {option.code for field in relate.fields for option in field.options}
        assert offered <= options, definition.code
        assert relate.to is None, definition.code
