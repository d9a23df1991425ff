"""End a mediation body: nobody mediates there any more."""

from django.db import transaction

from sanling.domain.mediation.keeping import lock_bodies
from sanling.domain.mediation.models import Body, Mediator
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.days import today


def end_body(*, actor: Actor, body_id: int) -> Body:
    """End a body today, with all who mediate there; their posts stay. Raises as `lock_bodies`."""
    with transaction.atomic():
        body = lock_bodies(actor, [body_id])[body_id]
        body.ends_on = today()
        body.save(update_fields=["ends_on"])
        left = Mediator.objects.filter(body=body, ends_on=None).update(ends_on=today())
        record(
            actor=actor,
            act="mediation.end_body",
            subject=f"mediation_body:{body.pk}",
            city=body.unit.city,
            detail={"mediators": left},
        )
    return body
