"""Each side says for itself whether it is recorded; who doesn't agree agrees to no replacement either."""

import pytest

from sanling.domain.matters.errors import NotAllowed, NotFound
from sanling.domain.mediation.actions.call_off_sitting import call_off_sitting
from sanling.domain.mediation.actions.consent_to_recording import consent_to_recording
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by
from tests.domain.mediation.sitting import planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_side_says_so_for_itself(cast: Cast) -> None:
    _matter, first, other, sitting = planned(cast)
    kept = consent_to_recording(
        actor=by(other), sitting_id=sitting.pk, side_id=other.pk, records=False, replaces=True
    )
    assert (kept.records, kept.replaces) == (False, False)
    with pytest.raises(NotFound):
        consent_to_recording(actor=by(other), sitting_id=sitting.pk, side_id=first.pk, records=True)
    viewer = cast["mediator"].viewer
    told = consent_to_recording(actor=viewer, sitting_id=sitting.pk, side_id=first.pk, records=True)
    assert told.by_post == cast["mediator"].post
    call_off_sitting(actor=viewer, sitting_id=sitting.pk, reason="ill")
    with pytest.raises(NotAllowed):
        consent_to_recording(actor=by(other), sitting_id=sitting.pk, side_id=other.pk, records=True)
