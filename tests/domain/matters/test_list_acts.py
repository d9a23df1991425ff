"""Acts of rooms over lists stand beside workflows' verbs, and refuse a form that holds what they don't ask for."""

import pytest

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.list_acts import list_acts
from sanling.domain.matters.over_lists import acts_over_lists
from sanling.domain.workflow.verbs import verbs


def test_no_room_takes_the_code_of_a_verb() -> None:
    assert not list_acts().keys() & verbs().keys()
    assert list_acts().keys() <= acts_over_lists().keys()


@pytest.mark.parametrize("code", sorted(list_acts()))
def test_a_form_that_holds_more_than_is_asked_for_is_refused(code: str) -> None:
    found = list_acts()[code]
    for said, post, wrong in (({"note": "x"}, None, "note"), ({}, 1, "post")):
        with pytest.raises(Invalid) as refused:
            found.check(said, post)
        assert set(refused.value.errors) == {wrong}
