"""Pages of one call tell each other how they are reached, sealed, and nobody else."""

from uuid import UUID, uuid4

import pytest

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.join_call import join_call
from sanling.domain.mediation.actions.send_signals import LONGEST, MOST, MOST_WAITING, send_signals
from sanling.domain.mediation.models import Seat, Signal
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.models import AuditRow
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.rooms import seated
from tests.domain.mediation.sides import by, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
BODY = {"line": "1", "candidate": {"candidate": "candidate:1 1 udp 1 192.0.2.1 9 typ host"}}


def test_they_reach_who_is_in_the_call_and_are_recorded_nowhere(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    mine, theirs, beside = (seated(by(side), matter) for side in (first, other, other))
    for side, key in ((first, mine), (other, theirs)):
        join_call(actor=by(side), matter_id=matter.pk, key=key, call="video")
    rows = AuditRow.objects.count()
    sent = [(theirs, BODY), (beside, BODY), (mine, BODY), (uuid4(), BODY)]
    assert send_signals(actor=by(first), matter_id=matter.pk, key=mine, signals=sent) == 1
    assert Signal.objects.get().to.key == theirs
    assert AuditRow.objects.count() == rows
    refused: list[tuple[Actor, UUID]] = [
        (by(other), mine),
        (by(other), beside),
        (cast["county_leader"].viewer, mine),
        (by(first), uuid4()),
    ]
    for actor, key in refused:
        with pytest.raises(NotFound):
            send_signals(actor=actor, matter_id=matter.pk, key=key, signals=[(theirs, BODY)])
    Matter.objects.update(resolved_at=clock.now())
    with pytest.raises(NotAllowed):
        send_signals(actor=by(first), matter_id=matter.pk, key=mine, signals=[(theirs, BODY)])


def test_nobody_is_flooded(cast: Cast) -> None:
    matter, first, other = two_sides(cast)
    mine, theirs = seated(by(first), matter), seated(by(other), matter)
    for side, key in ((first, mine), (other, theirs)):
        join_call(actor=by(side), matter_id=matter.pk, key=key, call="video")
    for much in ([(theirs, BODY)] * (MOST + 1), [(theirs, "x" * LONGEST)]):
        with pytest.raises(Invalid):
            send_signals(actor=by(first), matter_id=matter.pk, key=mine, signals=much)
    own, to = Seat.objects.get(key=mine), Seat.objects.get(key=theirs)
    row = {"sender": own, "to": to, "body": "{}", "at": clock.now()}
    Signal.objects.bulk_create([Signal(**row) for _nth in range(MOST_WAITING + 1)])
    with pytest.raises(Invalid):
        send_signals(actor=by(first), matter_id=matter.pk, key=mine, signals=[(theirs, BODY)])
