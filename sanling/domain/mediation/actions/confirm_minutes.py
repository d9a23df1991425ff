"""Confirm minutes: a side that was there, or the mediator, signs the closed text that it read."""

from django.db import transaction

from sanling.domain.matters.errors import NotFound
from sanling.domain.mediation.access import SideActor, may_follow_up
from sanling.domain.mediation.hearing import hear
from sanling.domain.mediation.minutes import lock_closed, present_at
from sanling.domain.mediation.models import Attestation
from sanling.domain.mediation.protocol import Protocol
from sanling.domain.mediation.signatures import refuse_other_text, signed, signer_of
from sanling.domain.mediation.signing import Strokes, Way
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def confirm_minutes(
    *,
    actor: Actor,
    sitting_id: int,
    side_id: int | None,
    digest: bytes,
    way: Way,
    member_id: int | None = None,
    strokes: Strokes = (),
    device_at: str = "",
) -> Attestation:
    """Keep a confirmation of the minutes of a ``digest`` (法释〔2021〕23号 22); sent again, the first one stays.

    Without a side it is the mediator's. Whether a code was right the caller knows. Raises `Invalid` by field,
    `NotAllowed`, `NotFound`.
    """
    with transaction.atomic():
        minutes = lock_closed(actor, sitting_id)
        matter = minutes.sitting.matter
        known = minutes.signatures.filter(side=side_id).first()
        if known is not None:
            return known
        if side_id is not None and side_id not in present_at(sitting_id):
            raise NotFound("was not there")
        refuse_other_text(minutes.digest, digest)
        mediator = Protocol.read(minutes.content).mediator
        helps = may_follow_up(actor, matter)
        name = signer_of(actor, matter, side_id, member_id, mediator=mediator, helps=helps)
        row = signed(actor, side_id, name=name, digest=digest, way=way, strokes=strokes, device_at=device_at)
        confirmation = Attestation.objects.create(minutes=minutes, **row)
        record(
            actor=actor,
            act="mediation.confirm_minutes",
            subject=f"matter:{matter.pk}",
            city=matter.city,
            detail={"sitting": sitting_id, "side": side_id, "way": way, "digest": digest.hex()},
        )
        if isinstance(actor, SideActor):
            hear(matter, "hear_side", "confirmed")
    return confirmation
