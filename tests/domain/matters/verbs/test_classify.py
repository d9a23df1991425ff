"""Classify: what a matter is, or where, is corrected, even when it has ended; the state has no part in it."""

from sanling.domain.workflow.verbs import verb_of
from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import done


def test_the_matter_is_corrected_by_what_the_form_holds_and_by_that_alone() -> None:
    act = done("classify", {"category": ("category", "noise")})
    assert (act.told, act.params) == ([("classify",)], {})
    assert verb_of("classify").at_an_end


def test_in_every_city_its_form_asks_for_the_category_or_the_place() -> None:
    for definition, correct in by_verb("classify"):
        required = {field.type for field in correct.fields if field.required}
        assert required & {"category", "division"}, (definition.code, correct.code)


def test_a_correction_of_the_category_leaves_the_stage_and_one_of_the_place_begins_anew() -> None:
    for definition, correct in by_verb("classify"):
        if any(field.type == "division" and field.required for field in correct.fields):
            assert correct.to == definition.initial, (definition.code, correct.code)
        else:
            assert correct.to is None, (definition.code, correct.code)
