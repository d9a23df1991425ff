"""Remind of obligation: both sides and the mediator are reminded of it on a day, so that nobody is twice."""

from datetime import date

from django.db import transaction

from sanling.domain.matters.errors import NotFound
from sanling.domain.mediation.models import Obligation
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def remind_of_obligation(*, actor: Actor, obligation_id: int, on: date) -> Obligation:
    """Note the day, in the transaction in which the reminders are written; raises `NotFound` where it was done."""
    with transaction.atomic():
        rows = Obligation.objects.select_for_update(of=("self",)).select_related("agreement__matter")
        found = rows.filter(pk=obligation_id, performed_at=None).exclude(reminded_on=on).first()
        if found is None:
            raise NotFound("performed, or reminded of already")
        found.reminded_on = on
        found.save(update_fields=["reminded_on"])
        record(
            actor=actor,
            act="mediation.remind_of_obligation",
            subject=f"matter:{found.agreement.matter_id}",
            city=found.agreement.matter.city,
            detail={"agreement": found.agreement_id, "obligation": found.nth},
        )
    return found
