"""Call off sitting: it doesn't take place, with its reason."""

from django.db import transaction

from sanling.domain.mediation.config import Use
from sanling.domain.mediation.models import Sitting
from sanling.domain.mediation.planning import check_reason
from sanling.domain.mediation.sittings import lock_own_work
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def call_off_sitting(*, actor: Actor, sitting_id: int, reason: str) -> Sitting:
    """End a planned sitting as called off; raises `Invalid`, `NotFound`, `NotAllowed`."""
    with transaction.atomic():
        sitting = lock_own_work(actor, sitting_id)
        check_reason(sitting.matter, reason, Use.MOVED)
        sitting.ended_at, sitting.ended_how, sitting.ended_for = clock.now(), Sitting.Ending.OFF, reason
        sitting.save(update_fields=["ended_at", "ended_how", "ended_for"])
        record(
            actor=actor,
            act="mediation.call_off_sitting",
            subject=f"matter:{sitting.matter_id}",
            city=sitting.matter.city,
            detail={"sitting": sitting.pk, "reason": reason},
        )
    return sitting
