"""Join application: a side applies for confirmation together with the other, by its own link or on paper."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotFound
from sanling.domain.mediation.access import SideActor
from sanling.domain.mediation.agreements import sides_of
from sanling.domain.mediation.confirming import refuse_late
from sanling.domain.mediation.confirming_access import lock_confirmation, refuse_applied
from sanling.domain.mediation.hearing import hear
from sanling.domain.mediation.models import Joining
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

LONGEST = 200


def join_application(*, actor: Actor, confirmation_id: int, side_id: int, address: str) -> Joining:
    """Keep that a side joins, once, with the address at which the court serves its papers (民诉法 205; 民诉法解释 354).

    A side joins itself; who prepares the application writes down that one did on paper. Raises `Invalid` without an
    address, `NotFound`, and `NotAllowed` after the time or once it went to the court.
    """
    with transaction.atomic():
        confirmation = lock_confirmation(actor, confirmation_id)
        agreement = confirmation.agreement
        known = {side.pk for side in sides_of(agreement.matter_id)}
        if side_id not in known or (isinstance(actor, SideActor) and actor.side_id != side_id):
            raise NotFound("no such side")
        joined = Joining.objects.filter(confirmation=confirmation, side=side_id).first()
        if joined is not None:
            return joined
        refuse_applied(confirmation)
        refuse_late(agreement, clock.now())
        if not address:
            raise Invalid({"address": _("Please fill this in.")})
        if len(address) > LONGEST:
            told = _("At most %(limit_value)d characters; these are %(show_value)d.")
            raise Invalid({"address": told % {"limit_value": LONGEST, "show_value": len(address)}})
        joining = Joining.objects.create(
            confirmation=confirmation,
            side_id=side_id,
            address=address,
            at=clock.now(),
            by_post_id=actor.own.post_id if isinstance(actor, Viewer) else None,
        )
        record(
            actor=actor,
            act="mediation.join_application",
            subject=f"matter:{confirmation.matter_id}",
            city=confirmation.matter.city,
            detail={"side": side_id, "confirmation": confirmation.pk},
        )
        if isinstance(actor, SideActor):
            hear(agreement.matter, "hear_side", "joined")
    return joining
