"""Sign: a side, by whoever signs for it, or the mediator puts a signature under a closed text."""

from django.db import transaction

from sanling.domain.matters.errors import NotAllowed, NotFound
from sanling.domain.mediation.access import SideActor, lock_agreement, may_keep
from sanling.domain.mediation.agreements import signing_of
from sanling.domain.mediation.effect import take_effect
from sanling.domain.mediation.hearing import hear
from sanling.domain.mediation.models import Agreement, Signature
from sanling.domain.mediation.naming import lacking_said
from sanling.domain.mediation.recounting import recount
from sanling.domain.mediation.signatures import refuse_other_text, signed, signer_of
from sanling.domain.mediation.signing import Strokes, Way, lacks_to_sign
from sanling.domain.mediation.terms import Content
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def sign(
    *,
    actor: Actor,
    agreement_id: int,
    side_id: int | None,
    digest: bytes,
    way: Way,
    member_id: int | None = None,
    strokes: Strokes = (),
    device_at: str = "",
) -> Signature:
    """Keep a signature under the text of a ``digest``; sent again, the first one stays.

    Of a side by one of those who sign for it, on its own phone or on the mediator's device; without a side, of the
    mediator. Whether a code was right the caller knows. The agreement holds once nothing is lacking. Raises `Invalid`
    by field, `NotAllowed` where something comes first, `NotFound`.
    """
    with transaction.atomic():
        agreement = _lock_text(actor, agreement_id, digest)
        known = agreement.signatures.filter(side=side_id).first()
        if known is not None:
            return known
        name = signer_of(
            actor,
            agreement.matter,
            side_id,
            member_id,
            mediator=Content.read(agreement.content).mediator,
            helps=may_keep(actor, agreement.matter),
        )
        signature = Signature.objects.create(
            agreement=agreement,
            **signed(actor, side_id, name=name, digest=digest, way=way, strokes=strokes, device_at=device_at),
        )
        _follow(actor, agreement, signature)
    return signature


def _follow(actor: Actor, agreement: Agreement, signature: Signature) -> None:
    """Record a signature, let the agreement hold if it was the last, and tell the mediator of a side's."""
    record(
        actor=actor,
        act="mediation.sign",
        subject=f"matter:{agreement.matter_id}",
        city=agreement.matter.city,
        detail={
            "agreement": agreement.pk,
            "side": signature.side_id,
            "way": signature.way,
            "digest": bytes(signature.digest).hex(),
        },
    )
    recount(agreement.matter_id)
    if not take_effect(agreement) and isinstance(actor, SideActor):
        hear(agreement.matter, "hear_side", "signed")


def _lock_text(actor: Actor, agreement_id: int, digest: bytes) -> Agreement:
    """Lock a closed text that somebody read, and that all may sign by now."""
    agreement = lock_agreement(actor, agreement_id)
    if agreement.closed_at is None:
        raise NotFound("not closed")
    refuse_other_text(agreement.digest, digest)
    if lacking := lacks_to_sign(signing_of(agreement)):
        reason = lacking_said(lacking)
        raise NotAllowed(action="sign", reason=reason, allowed=())
    return agreement
