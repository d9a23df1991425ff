"""Remind of sitting: its sides and the mediator are reminded once at each of the hours that the profile names."""

from django.db import transaction

from sanling.domain.matters.errors import NotFound
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Sitting
from sanling.domain.mediation.sitting import is_to_remind
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def remind_of_sitting(*, actor: Actor, sitting_id: int) -> Sitting:
    """Note the instant, in the transaction in which the reminders are written.

    Raises `NotFound` of a sitting that was moved, called off or held, and where nobody is to be reminded now.
    """
    with transaction.atomic():
        rows = Sitting.objects.select_for_update(of=("self",)).select_related("matter")
        found = rows.filter(pk=sitting_id, ended_at=None, matter__open=True).first()
        now = clock.now()
        if found is None or not is_to_remind(
            found.begins_at,
            max(found.planned_at, found.reminded_at or found.planned_at),
            part_of(found.matter.city).sittings.remind_hours,
            now,
        ):
            raise NotFound("nobody to be reminded of it now")
        found.reminded_at = now
        found.save(update_fields=["reminded_at"])
        record(
            actor=actor,
            act="mediation.remind_of_sitting",
            subject=f"matter:{found.matter_id}",
            city=found.matter.city,
            detail={"sitting": found.pk},
        )
    return found
