"""Join the call of a room by picture or by voice, change between them, or leave it."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models import Seat, Signal
from sanling.domain.mediation.room import enters, is_seat_of, present, speaks
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

# Each browser sends to each other one: four are as many as a phone carries.
MOST = 4


def join_call(*, actor: Actor, matter_id: int, key: UUID, call: str) -> Seat:
    """Let an open page of the actor's take part (``call`` says how), or leave (""); who did is recorded, nothing else.

    Raises `Invalid` where four take part already, `NotFound`, and `NotAllowed` once mediation has ended.
    """
    if call not in ("", *Seat.Call.values):
        raise Invalid({"call": _("Please choose one of the options.")})
    with transaction.atomic():
        matter = Matter.objects.select_for_update(no_key=True).defer("search").filter(pk=matter_id).first()
        seat = Seat.objects.filter(key=key, matter=matter_id).first()
        if matter is None or not enters(actor, matter) or seat is None or not is_seat_of(actor, seat):
            raise NotFound("no such seat")
        if call and not speaks(actor, matter):
            raise NotAllowed(action="call", reason=_("Mediation has ended."), allowed=())
        others = [there for there in present(matter) if there.call and there.pk != seat.pk]
        if call and not seat.call and len(others) >= MOST:
            raise Invalid({"call": _("Four take part in the call already. Please ring, or write here.")})
        if bool(call) != bool(seat.call):
            # What was said of an earlier part in the call would begin it anew at the others.
            Signal.objects.filter(Q(to=seat) | Q(sender=seat)).delete()
            record(
                actor=actor,
                act="mediation.join_call" if call else "mediation.leave_call",
                subject=f"matter:{matter.pk}",
                city=matter.city,
                detail={"by": call} if call else {},
            )
        seat.call = call
        seat.save(update_fields=["call"])
    return seat
