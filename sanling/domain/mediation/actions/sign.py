"""Sign: a side, by whoever signs for it, or the mediator puts a signature under a closed text."""

import json
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.mediation.access import SideActor, lock_agreement, may_keep
from sanling.domain.mediation.agreements import signers_of, signing_of
from sanling.domain.mediation.effect import take_effect
from sanling.domain.mediation.hearing import hear
from sanling.domain.mediation.models import Agreement, Side, Signature
from sanling.domain.mediation.naming import lacking_said
from sanling.domain.mediation.signing import Strokes, Way, is_signature, lacks_to_sign
from sanling.domain.mediation.terms import Content
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
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
        if way is Way.GLASS and not is_signature(strokes):
            raise Invalid({"strokes": _("Please sign with your full name; a dot is no signature.")})
        signature = Signature.objects.create(
            agreement=agreement,
            side_id=side_id,
            post_id=None if side_id else _post_of(actor),
            name=_signer(actor, agreement, side_id, member_id),
            way=way,
            digest=digest,
            strokes=_written(strokes),
            device_at=device_at[:32],
            signed_at=clock.now(),
            by_post_id=_post_of(actor),
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
    if not take_effect(agreement) and isinstance(actor, SideActor):
        hear(agreement.matter, "hear_side", "signed")


def _lock_text(actor: Actor, agreement_id: int, digest: bytes) -> Agreement:
    """Lock a closed text that somebody read, and that all may sign by now."""
    agreement = lock_agreement(actor, agreement_id)
    if agreement.closed_at is None:
        raise NotFound("not closed")
    if bytes(agreement.digest or b"") != digest:
        raise Invalid({"digest": _("The text has changed meanwhile. Please read it again before you sign.")})
    if lacking := lacks_to_sign(signing_of(agreement)):
        reason = lacking_said(lacking)
        raise NotAllowed(action="sign", reason=reason, allowed=())
    return agreement


def _signer(actor: Actor, agreement: Agreement, side_id: int | None, member_id: int | None) -> str:
    """Return the name of who signs; raises `NotFound` where it isn't the actor's to let sign."""
    matter = agreement.matter
    if side_id is None:
        if (
            not isinstance(actor, Viewer)
            or actor.own.post_id != matter.assignee_id
            or matter.assignee is None
        ):
            raise NotFound("not the mediator")
        if Content.read(agreement.content).mediator != matter.assignee.name:
            reason = _("Another mediator has the dispute now: take the text back, and close it anew.")
            raise NotAllowed(action="sign", reason=reason, allowed=())
        return matter.assignee.name
    if isinstance(actor, SideActor):
        allowed = actor.side_id == side_id
    else:
        allowed = may_keep(actor, matter)
    side = Side.objects.filter(pk=side_id, matter=matter).first()
    if side is None or not allowed:
        raise NotFound("no such side")
    members = signers_of(side)
    chosen = next((member for member in members if member_id in (None, member.pk)), None)
    if chosen is None:
        raise Invalid({"member": _("Please choose who signs.")})
    return chosen.party.name or chosen.party.description


def _post_of(actor: Actor) -> int | None:
    return actor.own.post_id if isinstance(actor, Viewer) else None


def _written(strokes: Strokes) -> str:
    kept: Sequence[Sequence[Sequence[float]]] = [
        [[round(x, 4), round(y, 4)] for x, y in stroke] for stroke in strokes
    ]
    return json.dumps(kept, separators=(",", ":")) if kept else ""
