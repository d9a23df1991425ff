"""Warn of confirmation: both sides and the mediator are told, once, that the time to apply for it ends."""

from django.db import transaction

from sanling.domain.matters.errors import NotFound
from sanling.domain.mediation.models import Agreement
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def warn_of_confirmation(*, actor: Actor, agreement_id: int) -> Agreement:
    """Note when, in the transaction in which the messages are written; raises `NotFound` where it was done."""
    with transaction.atomic():
        rows = Agreement.objects.select_for_update(of=("self",)).select_related("matter", "body__unit")
        found = rows.filter(pk=agreement_id, ended_at=None, confirmation_warned_at=None).first()
        if found is None:
            raise NotFound("ended, or warned of already")
        found.confirmation_warned_at = clock.now()
        found.save(update_fields=["confirmation_warned_at"])
        record(
            actor=actor,
            act="mediation.warn_of_confirmation",
            subject=f"matter:{found.matter_id}",
            city=found.matter.city,
            detail={"agreement": found.pk},
        )
    return found
