"""Send signals: one page of a call tells others how it is reached, through the room that all of them ask."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models import Seat, Signal
from sanling.domain.mediation.room import enters, is_seat_of, present, speaks
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor

# At once, in characters of each, and of those that wait for one page.
MOST, LONGEST, MOST_WAITING = 60, 30_000, 500


def send_signals(*, actor: Actor, matter_id: int, key: UUID, signals: Sequence[tuple[UUID, Any]]) -> int:
    """Keep for pages of the same call what one tells each; return for how many there was somebody.

    Nothing of it is recorded: it is what browsers say to each other, gone within minutes. Raises `Invalid`, `NotFound`,
    and `NotAllowed` once mediation has ended.
    """
    bodies = [json.dumps(body) for _to, body in signals]
    if len(bodies) > MOST or any(len(body) > LONGEST for body in bodies):
        raise Invalid({"signals": _("That is too much at once.")})
    with transaction.atomic():
        matter = Matter.objects.defer("search").filter(pk=matter_id).first()
        if matter is None or not enters(actor, matter):
            raise NotFound("no such room")
        if not speaks(actor, matter):
            raise NotAllowed(action="call", reason=_("Mediation has ended."), allowed=())
        there = {seat.key: seat for seat in present(matter) if seat.call}
        own = there.get(key)
        if own is None or not is_seat_of(actor, own):
            raise NotFound("no such seat")
        to = {there[name].pk for name, _body in signals if name in there and name != key}
        # One after the other, so that who reads on from the last key it has read misses none.
        list(Seat.objects.select_for_update(no_key=True).filter(pk__in=to).order_by("pk"))
        if any(Signal.objects.filter(to=seat).count() > MOST_WAITING for seat in to):
            raise Invalid({"signals": _("That is too much at once.")})
        now = clock.now()
        sent = Signal.objects.bulk_create(
            Signal(to=there[name], sender=own, body=body, at=now)
            for (name, _body), body in zip(signals, bodies, strict=True)
            if name in there and name != key
        )
    return len(sent)
