"""What was done as often as it may be is told apart from what isn't anybody's to do."""

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.allowing import offered
from sanling.domain.matters.situation import Situations
from sanling.domain.people.cast import Player
from sanling.domain.workflow.queries import definition_of
from tests.domain.matters.helpers import act, registered

pytestmark = pytest.mark.django_db


def test_an_act_done_as_often_as_it_may_be_is_spent_and_others_are_still_offered(
    cast: dict[str, Player], workflows: None
) -> None:
    matter = registered().matter
    party = LinkActor(matter.pk)
    most = next(
        action.limit for action in definition_of(matter.definition_id).actions if action.code == "add"
    )
    assert most
    for nth in range(most):
        before = offered(party, Situations([matter]).of(matter))
        assert "add" in {action.code for action in before.now}
        assert before.spent == []
        act(party, matter, "add", {"message": f"又一件事 {nth}"})
    after = offered(party, Situations([matter]).of(matter))
    assert [(action.code, times) for action, times in after.spent] == [("add", most)]
    assert "add" not in {action.code for action in after.now}
    assert "withdraw" in {action.code for action in after.now}
