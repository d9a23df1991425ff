"""What is handed over goes to the unit that takes it; the sender's unit keeps sight of it."""

import pytest

from sanling.domain.matters.access import can_see
from sanling.domain.matters.models import Entry
from sanling.domain.mediation.models import Handover
from tests.domain.mediation.handed import at_police
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_moves_to_the_unit_in_the_same_go(cast: Cast) -> None:
    handover = at_police(cast)
    sent = Entry.objects.get(matter=handover.matter_id, code="hand_out")
    assert sent.params["unit"] == handover.to_unit_id
    assert sent.params["from_unit"] == cast["mediator"].post.unit_id
    assert can_see(cast["village_secretary"].viewer, handover.matter_id)
    assert Handover.objects.get().matter.registered_by == cast["mediator"].post
