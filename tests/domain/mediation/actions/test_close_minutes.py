"""Minutes are closed once the sitting was held; facts take their place only beside a recording that all agreed to."""

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound, Stale
from sanling.domain.mediation.actions.close_minutes import close_minutes
from sanling.domain.mediation.actions.consent_to_recording import consent_to_recording
from sanling.domain.mediation.actions.keep_recording import keep_recording
from sanling.domain.mediation.actions.write_minutes import write_minutes
from sanling.domain.mediation.protocol import Protocol
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import by
from tests.domain.mediation.sitting import WORDS, a_recording, at_its_hour, held, planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_they_are_known_by_their_digest_and_go_to_no_court(cast: Cast) -> None:
    *_rest, sitting = held(cast)
    viewer = cast["mediator"].viewer
    with pytest.raises(NotFound):
        close_minutes(actor=viewer, sitting_id=sitting.pk, version=0)
    write_minutes(actor=viewer, sitting_id=sitting.pk, version=0, text="")
    for version, wrong in ((1, Invalid), (2, Stale)):
        with pytest.raises(wrong):
            close_minutes(actor=viewer, sitting_id=sitting.pk, version=version)
    write_minutes(actor=viewer, sitting_id=sitting.pk, version=1, text=WORDS)
    minutes = close_minutes(actor=viewer, sitting_id=sitting.pk, version=2)
    protocol = Protocol.read(minutes.content)
    assert bytes(minutes.digest or b"") == protocol.digest
    assert (protocol.text, protocol.mediator) == (WORDS, cast["mediator"].post.name)
    assert [row.mode for row in protocol.present] == ["到场", "电话"]
    assert not minutes.for_court


def test_nothing_is_closed_before_it_is_said_who_came(cast: Cast) -> None:
    *_rest, sitting = planned(cast)
    viewer = cast["mediator"].viewer
    with at_its_hour(sitting):
        write_minutes(actor=viewer, sitting_id=sitting.pk, version=0, text=WORDS)
        with pytest.raises(NotAllowed, match="到场"):
            close_minutes(actor=viewer, sitting_id=sitting.pk, version=1)


def test_a_recording_replaces_them_only_if_all_agree(cast: Cast) -> None:
    _matter, first, other, sitting = held(cast)
    viewer = cast["mediator"].viewer
    write_minutes(actor=viewer, sitting_id=sitting.pk, version=0, text=WORDS)
    for side, replaces in ((first, True), (other, False), (other, True)):
        with pytest.raises(NotAllowed, match="第二十二条"):
            close_minutes(actor=viewer, sitting_id=sitting.pk, version=1, as_facts=True)
        consent_to_recording(
            actor=by(side), sitting_id=sitting.pk, side_id=side.pk, records=True, replaces=replaces
        )
    with pytest.raises(NotAllowed, match="第二十二条"):
        close_minutes(actor=viewer, sitting_id=sitting.pk, version=1, as_facts=True)
    keep_recording(actor=viewer, sitting_id=sitting.pk, file=a_recording())
    assert close_minutes(actor=viewer, sitting_id=sitting.pk, version=1, as_facts=True).for_court
