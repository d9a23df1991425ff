"""The office that has a hand-over lets the sides know, also where it is over, and once."""

import pytest

from sanling.domain.matters.errors import NotAllowed
from tests.domain.mediation.handed import answered, at_police, does
from tests.domain.mediation.helpers import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_what_was_not_to_be_told_may_be_told_later(cast: Cast) -> None:
    handover = at_police(cast)
    answered(cast, handover, telling="not_yet")
    assert handover.tell_from is None
    with pytest.raises(NotAllowed):
        does(cast["mediator"], handover, "let_tell")
    does(cast["station_officer"], handover, "let_tell")
    assert handover.tell_from is not None
