"""End a mediator's work at a body; the post, where there is one, stays."""

from django.db import transaction

from sanling.domain.mediation.keeping import lock_bodies
from sanling.domain.mediation.models import Mediator
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.days import today


def end_mediator(*, actor: Actor, mediator_id: int) -> Mediator:
    """End it today. Raises ``PermissionDenied``, ``Mediator.DoesNotExist`` for one who has left already."""
    with transaction.atomic():
        found = Mediator.objects.select_for_update(of=("self",), no_key=True)
        mediator = found.get(pk=mediator_id, ends_on=None)
        lock_bodies(actor, [mediator.body_id])
        mediator.ends_on = today()
        mediator.save(update_fields=["ends_on"])
        record(
            actor=actor,
            act="mediation.end_mediator",
            subject=f"mediation_person:{mediator.pk}",
            city=mediator.city,
            detail={"body": mediator.body_id},
        )
    return mediator
