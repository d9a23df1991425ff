"""A sitting is called off with its reason, by who works on the dispute."""

import pytest

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.mediation.actions.call_off_sitting import call_off_sitting
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by
from tests.domain.mediation.sitting import planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_ends_with_its_reason(cast: Cast) -> None:
    _matter, first, _other, sitting = planned(cast)
    with pytest.raises(Invalid, match="reason"):
        call_off_sitting(actor=cast["mediator"].viewer, sitting_id=sitting.pk, reason="")
    for stranger in (by(first), cast["county_leader"].viewer):
        with pytest.raises(NotFound):
            call_off_sitting(actor=stranger, sitting_id=sitting.pk, reason="ill")
    off = call_off_sitting(actor=cast["mediator"].viewer, sitting_id=sitting.pk, reason="mediator_away")
    assert (off.ended_how, off.ended_for) == ("off", "mediator_away")
