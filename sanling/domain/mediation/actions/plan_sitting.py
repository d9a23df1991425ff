"""Plan sitting: the sides of a dispute are to meet with its mediator."""

from uuid import uuid4

from django.db import transaction

from sanling.domain.mediation.access import lock_kept
from sanling.domain.mediation.models import Sitting
from sanling.domain.mediation.planning import Plan, check_plan, lay_out
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def plan_sitting(*, actor: Actor, matter_id: int, plan: Plan) -> Sitting:
    """Keep the plan of a sitting that the dispute's mediator holds, for who keeps the sides.

    Raises `Invalid` by field, `NotFound`, `NotAllowed`.
    """
    with transaction.atomic():
        matter = lock_kept(actor, matter_id)
        check_plan(matter, plan)
        sitting = lay_out(actor, matter, plan, uid=uuid4())
        record(
            actor=actor,
            act="mediation.plan_sitting",
            subject=f"matter:{matter.pk}",
            city=matter.city,
            detail={"sitting": sitting.pk},
        )
    return sitting
