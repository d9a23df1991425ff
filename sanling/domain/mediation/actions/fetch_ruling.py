"""Fetch ruling: a side gets what the court decided, from which day the time for its objection runs (民诉法解释 372)."""

from django.db import transaction

from sanling.domain.matters.errors import NotFound
from sanling.domain.matters.models import Attachment
from sanling.domain.mediation.access import SideActor
from sanling.domain.mediation.confirming_access import lock_confirmation, rulings_for
from sanling.domain.mediation.models import Joining
from sanling.foundation import clock
from sanling.foundation.audit.record import record


def fetch_ruling(*, actor: SideActor, confirmation_id: int, attachment_id: int) -> Attachment:
    """Return a file of the court's decision, and keep when the side got it first; raises `NotFound`."""
    with transaction.atomic():
        confirmation = lock_confirmation(actor, confirmation_id)
        found = rulings_for(actor, confirmation).filter(pk=attachment_id).first()
        if found is None:
            raise NotFound("no such file")
        # By a link that was handed over, whoever handed it may be reading.
        if actor.post_id is None:
            own = Joining.objects.filter(confirmation=confirmation, side=actor.side_id, ruling_at=None)
            own.update(ruling_at=clock.now())
        record(
            actor=actor,
            act="mediation.fetch_ruling",
            subject=f"matter:{confirmation.matter_id}",
            city=confirmation.matter.city,
            detail={"side": actor.side_id, "attachment": found.pk},
        )
    return found
