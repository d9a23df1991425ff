"""Remind of revisit: that its mediator is reminded of it is noted, so that nobody is twice."""

from datetime import date

from django.db import transaction

from sanling.domain.matters.errors import NotFound
from sanling.domain.mediation.models import Revisit
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def remind_of_revisit(*, actor: Actor, revisit_id: int, on: date) -> Revisit:
    """Note the day, in the transaction in which the reminder is written; raises `NotFound` where it was done."""
    with transaction.atomic():
        rows = Revisit.objects.select_for_update(of=("self",)).select_related("matter")
        found = rows.filter(pk=revisit_id, done_on=None, reminded_on=None).first()
        if found is None:
            raise NotFound("made, or reminded of already")
        found.reminded_on = on
        found.save(update_fields=["reminded_on"])
        record(
            actor=actor,
            act="mediation.remind_of_revisit",
            subject=f"matter:{found.matter_id}",
            city=found.matter.city,
            detail={"nth": found.nth},
        )
    return found
