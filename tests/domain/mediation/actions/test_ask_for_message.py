"""That a link is to go out by message is recorded, by who has the dispute alone."""

import pytest

from sanling.domain.matters.errors import NotFound
from sanling.domain.mediation.actions.ask_for_message import ask_for_message
from sanling.foundation.audit.models import AuditRow
from tests.domain.matters.helpers import in_mediation
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_recorded(cast: Cast) -> None:
    side = asked(in_mediation(cast))
    ask_for_message(actor=cast["mediator"].viewer, side_id=side.pk)
    assert AuditRow.objects.get(act="mediation.give_link").detail == {"side": side.pk, "way": "message"}
    with pytest.raises(NotFound):
        ask_for_message(actor=cast["sibling_village_mediator"].viewer, side_id=side.pk)
