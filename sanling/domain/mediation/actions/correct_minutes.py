"""Correct minutes: a side says what is wrong in them, or the mediator adds something; beside them, never over."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.mediation.access import SideActor
from sanling.domain.mediation.hearing import hear
from sanling.domain.mediation.minutes import lock_closed, present_at
from sanling.domain.mediation.models import Correction
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

LONGEST, MOST = 2_000, 40


def correct_minutes(*, actor: Actor, sitting_id: int, text: str, side_id: int | None = None) -> Correction:
    """Keep a correction of closed minutes, of a side that was there or of who works on the dispute.

    Raises `Invalid` by field, `NotFound`.
    """
    with transaction.atomic():
        minutes = lock_closed(actor, sitting_id)
        if isinstance(actor, SideActor):
            side_id = actor.side_id
        elif not isinstance(actor, Viewer):
            raise NotFound("nobody's")
        if side_id is not None and side_id not in present_at(sitting_id):
            raise NotFound("was not there")
        if not text:
            raise Invalid({"text": _("Please fill this in.")})
        if len(text) > LONGEST or minutes.corrections.count() >= MOST:
            raise Invalid({"text": _("Too long.")})
        correction = Correction.objects.create(
            minutes=minutes,
            side_id=side_id,
            text=text,
            at=clock.now(),
            post_id=actor.own.post_id if isinstance(actor, Viewer) else None,
        )
        record(
            actor=actor,
            act="mediation.correct_minutes",
            subject=f"matter:{minutes.sitting.matter_id}",
            city=minutes.sitting.matter.city,
            detail={"sitting": sitting_id, "side": side_id},
        )
        if isinstance(actor, SideActor):
            hear(minutes.sitting.matter, "hear_side", "corrected")
    return correction
