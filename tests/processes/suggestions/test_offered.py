"""A form's suggestions are of all that it asks for; what is read of one matter shows in no other."""

import pytest

from sanling.domain.matters.act import allowed_actions
from sanling.domain.people.cast import Player
from sanling.processes.suggestions.offered import offered_for
from tests.domain.matters.helpers import registered
from tests.processes.suggestions.test_handlers import settled_by

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "workflows")]


def test_each_act_is_offered_what_its_own_form_asks_for(cast: dict[str, Player]) -> None:
    settled_by(cast)
    viewer, matter = cast["intake_officer"].viewer, registered().matter
    offered = {
        action.code: {made.field for made in offered_for(viewer, matter, action)}
        for action in allowed_actions(viewer, matter)
    }
    assert offered["assign"] == {"mediator"}
    assert offered["accept"] == {"_charged"}
    assert all(not fields for code, fields in offered.items() if code not in {"assign", "accept"})
