"""Each side that was there confirms the minutes that it read, on its link or on the mediator's device, once."""

import pytest

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.mediation.actions.confirm_minutes import confirm_minutes
from sanling.domain.mediation.models import Attestation, Minutes
from sanling.domain.mediation.signing import Way
from tests.domain.mediation.agreed import STROKES
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by
from tests.domain.mediation.sitting import confirms, held, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_each_confirms_once_what_it_read(cast: Cast) -> None:
    _matter, first, other, sitting = held(cast)
    minutes = written(cast, sitting)
    said = {
        "sitting_id": sitting.pk,
        "digest": bytes(minutes.digest or b""),
        "way": Way.GLASS,
        "strokes": STROKES,
    }
    for _twice in range(2):
        confirms(minutes, first)
    viewer = cast["mediator"].viewer
    shared = confirm_minutes(actor=viewer, side_id=other.pk, **said)  # type: ignore[arg-type]
    confirm_minutes(actor=viewer, side_id=None, **said)  # type: ignore[arg-type]
    assert (shared.name, shared.by_post) == ("李大山", cast["mediator"].post)
    assert Attestation.objects.count() == 3
    kept = Minutes.objects.get()
    assert (kept.content, bytes(kept.digest or b"")) == (minutes.content, bytes(minutes.digest or b""))


def test_nobody_confirms_what_it_did_not_read_or_was_not_at(cast: Cast) -> None:
    _matter, first, other, sitting = held(cast)
    minutes = written(cast, sitting)
    with pytest.raises(Invalid, match="digest"):
        confirms(minutes, first, digest=b"x" * 32)
    with pytest.raises(Invalid, match="strokes"):
        confirms(minutes, first, strokes=(((0.5, 0.5),),))
    sitting.attendances.filter(side=other).update(came_by="", missed_for="ill")
    with pytest.raises(NotFound):
        confirms(minutes, other)
    said = {"sitting_id": sitting.pk, "digest": bytes(minutes.digest or b""), "way": Way.CODE}
    for actor, side in ((by(first), other), (by(first), None), (cast["county_leader"].viewer, first)):
        with pytest.raises(NotFound):
            confirm_minutes(actor=actor, side_id=side.pk if side else None, **said)  # type: ignore[arg-type]
    assert not Attestation.objects.exists()
