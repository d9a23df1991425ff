"""Change what is told of a mediator."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from sanling.domain.mediation.keeping import SAID, check_said, lock_bodies
from sanling.domain.mediation.models import Mediator
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def change_mediator(*, actor: Actor, mediator_id: int, said: Mapping[str, Any]) -> Mediator:
    """Have other things told of a mediator: any of `keeping.SAID`; who it is, and where, stays.

    Raises ``ValidationError`` by field, ``PermissionDenied``, ``Mediator.DoesNotExist`` for one who has left, and
    ``Body.DoesNotExist``.
    """
    with transaction.atomic():
        found = Mediator.objects.select_for_update(of=("self",), no_key=True)
        mediator = found.get(pk=mediator_id, ends_on=None)
        lock_bodies(actor, [mediator.body_id])
        check_said(mediator.city, said)
        changed = {
            name: [getattr(mediator, name), said[name]]
            for name in SAID
            if name in said and getattr(mediator, name) != said[name]
        }
        if changed:
            for name, (_before, now) in changed.items():
                setattr(mediator, name, now)
            mediator.save(update_fields=[*changed])
            record(
                actor=actor,
                act="mediation.change_mediator",
                subject=f"mediation_person:{mediator.pk}",
                city=mediator.city,
                detail=changed,
            )
    return mediator
