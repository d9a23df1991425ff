"""Plan revisits: the days on which to revisit those whose dispute was settled are written down, by the profile."""

from collections.abc import Sequence

from django.db import transaction

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models import Revisit
from sanling.domain.mediation.revisiting import plan
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def plan_revisits(*, actor: Actor, city: str, matters: Sequence[Matter]) -> list[Revisit]:
    """Plan those of settled disputes of a city; what is planned already stays as it is."""
    with transaction.atomic():
        planned = plan(matters)
        record(
            actor=actor,
            act="mediation.plan_revisits",
            subject=f"city:{city}",
            city=city,
            detail={"disputes": len(matters), "revisits": len(planned)},
        )
    return planned
