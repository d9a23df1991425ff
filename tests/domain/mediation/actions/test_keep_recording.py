"""A recording is taken only of a sitting that was held and where all sides agreed."""

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.mediation.actions.consent_to_recording import consent_to_recording
from sanling.domain.mediation.actions.keep_recording import keep_recording
from sanling.domain.mediation.minutes import files_of
from sanling.domain.mediation.models import SittingFile
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by
from tests.domain.mediation.sitting import a_recording, held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_one_side_is_enough_to_refuse_it(cast: Cast) -> None:
    _matter, first, other, sitting = held(cast)
    viewer = cast["mediator"].viewer
    for records in (False, True):
        with pytest.raises(NotAllowed, match="各方均同意"):
            keep_recording(actor=viewer, sitting_id=sitting.pk, file=a_recording())
        for side in (first, other):
            consent_to_recording(
                actor=by(side), sitting_id=sitting.pk, side_id=side.pk, records=records or side == first
            )
    assert not SittingFile.objects.exists()
    with pytest.raises(Invalid, match="recording"):
        keep_recording(actor=viewer, sitting_id=sitting.pk, file=a_recording("application/pdf"))
    kept = keep_recording(actor=viewer, sitting_id=sitting.pk, file=a_recording())
    assert list(files_of(viewer, sitting)) == [kept]
    assert not files_of(cast["county_leader"].viewer, sitting).exists()
