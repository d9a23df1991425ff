"""Move sitting: it takes place at another time or place, with its reason; the plan before it stays as it was."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import NotAllowed
from sanling.domain.mediation.access import may_keep
from sanling.domain.mediation.config import Use
from sanling.domain.mediation.models import Sitting
from sanling.domain.mediation.planning import Plan, check_plan, check_reason, lay_out
from sanling.domain.mediation.sittings import lock_own_work
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def move_sitting(*, actor: Actor, sitting_id: int, plan: Plan, reason: str) -> Sitting:
    """End a planned sitting as moved and return the one in its place, which calendars know as the same.

    Raises `Invalid` by field, `NotFound`, `NotAllowed`.
    """
    with transaction.atomic():
        sitting = lock_own_work(actor, sitting_id)
        if not may_keep(actor, sitting.matter):
            raise NotAllowed(action="move_sitting", reason=_("Mediation has ended."), allowed=())
        check_reason(sitting.matter, reason, Use.MOVED)
        check_plan(sitting.matter, plan)
        sitting.ended_at, sitting.ended_how, sitting.ended_for = clock.now(), Sitting.Ending.MOVED, reason
        sitting.save(update_fields=["ended_at", "ended_how", "ended_for"])
        moved = lay_out(actor, sitting.matter, plan, uid=sitting.uid, sequence=sitting.sequence + 1)
        record(
            actor=actor,
            act="mediation.move_sitting",
            subject=f"matter:{sitting.matter_id}",
            city=sitting.matter.city,
            detail={"sitting": sitting.pk, "to": moved.pk, "reason": reason},
        )
    return moved
