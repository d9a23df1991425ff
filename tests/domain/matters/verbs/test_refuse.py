"""Refuse: a matter is not taken up; a repeat is tied to the one that it repeats."""

import pytest

from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import done


def test_a_repeat_is_tied_to_the_matter_that_the_form_names() -> None:
    act = done("refuse", {"number": ("text", "ZZ-260601-00001-A")})
    assert act.told == [("tie", "repeat_of")]


@pytest.mark.parametrize("form", [{}, {"number": ("text", "")}])
def test_any_other_refusal_ties_nothing(form: dict[str, tuple[str, str]]) -> None:
    assert done("refuse", form).told == []


def test_in_every_city_a_refusal_has_its_reason_and_an_outcome_that_the_party_hears() -> None:
    assert by_verb("refuse")
    for definition, refuse in by_verb("refuse"):
        assert refuse.reason, definition.code
        assert refuse.audience == "party", definition.code
        assert refuse.to
        assert definition.state(refuse.to).settles, definition.code
