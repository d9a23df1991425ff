"""Decide signal: whoever has charge of a dispute confirms or dismisses what was computed, with a reason."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.mediation.handing_access import lock_handed
from sanling.domain.mediation.models import SignalDecision
from sanling.domain.mediation.raising import Raised, raised_in
from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.seek_person import SeekingRefused
from sanling.foundation import clock
from sanling.foundation.audit.record import record

LONGEST = 500


def decide_signal(
    *, actor: Viewer, dispute_id: int, signal: str, confirmed: bool, reason: str
) -> SignalDecision:
    """Keep what was decided of a signal on what there is now; nothing follows of itself.

    Raises `Invalid` without a reason for a dismissal, `NotFound` for who has no charge and for what isn't there.
    """
    if not confirmed and not reason:
        raise Invalid({"reason": _("Please say why it is none.")})
    if len(reason) > LONGEST:
        told = _("At most %(limit_value)d characters; these are %(show_value)d.")
        raise Invalid({"reason": told % {"limit_value": LONGEST, "show_value": len(reason)}})
    with transaction.atomic():
        dispute = lock_handed(actor, dispute_id)
        try:
            found = raised_in(actor, dispute)
        except SeekingRefused:
            found = raised_in(actor, dispute, by_person=False)
        raised = _of(found, signal)
        decision = SignalDecision.objects.create(
            matter=dispute,
            signal=signal,
            seen=sorted(raised.marks),
            confirmed=confirmed,
            reason=reason,
            post_id=actor.own.post_id,
            at=clock.now(),
        )
        record(
            actor=actor,
            act="mediation.decide_signal",
            subject=f"matter:{dispute.pk}",
            city=dispute.city,
            detail={"signal": signal, "confirmed": confirmed},
        )
    return decision


def _of(found: list[Raised], signal: str) -> Raised:
    raised = next((each for each in found if each.signal.code == signal), None)
    if raised is None:
        raise NotFound("no such signal here")
    return raised
