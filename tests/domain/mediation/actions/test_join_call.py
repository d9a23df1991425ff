"""Who takes part in a call is four at most and recorded; of the call itself nothing is."""

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.join_call import MOST, join_call
from sanling.domain.mediation.actions.send_signals import send_signals
from sanling.domain.mediation.models import Signal
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.rooms import seated
from tests.domain.mediation.sides import by, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_it_is_joined_changed_to_voice_and_left(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    mine, theirs = seated(by(first), matter), seated(by(other), matter)
    for side, key in ((first, mine), (other, theirs)):
        join_call(actor=by(side), matter_id=matter.pk, key=key, call="video")
    send_signals(actor=by(first), matter_id=matter.pk, key=mine, signals=[(theirs, {"line": "1"})])
    assert join_call(actor=by(first), matter_id=matter.pk, key=mine, call="voice").call == "voice"
    assert Signal.objects.count() == 1
    assert join_call(actor=by(first), matter_id=matter.pk, key=mine, call="").call == ""
    assert not Signal.objects.exists()
    acts = AuditRow.objects.filter(act__endswith="_call").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["mediation.join_call", "mediation.join_call", "mediation.leave_call"]


def test_four_take_part_and_each_by_its_own_page_while_mediation_goes_on(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    keys = [seated(by(first), matter) for _nth in range(MOST + 1)]
    for key in keys[:MOST]:
        join_call(actor=by(first), matter_id=matter.pk, key=key, call="voice")
    with pytest.raises(Invalid):
        join_call(actor=by(first), matter_id=matter.pk, key=keys[MOST], call="voice")
    with pytest.raises(Invalid):
        join_call(actor=by(first), matter_id=matter.pk, key=keys[0], call="hologram")
    for stranger in (by(other), cast["mediator"].viewer, cast["county_leader"].viewer):
        with pytest.raises(NotFound):
            join_call(actor=stranger, matter_id=matter.pk, key=keys[0], call="voice")
    Matter.objects.update(resolved_at=clock.now())
    assert join_call(actor=by(first), matter_id=matter.pk, key=keys[0], call="").call == ""
    with pytest.raises(NotAllowed):
        join_call(actor=by(first), matter_id=matter.pk, key=keys[0], call="voice")
