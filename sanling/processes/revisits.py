"""Revisits of settled disputes are planned each night, and mediators reminded of those that are due."""

from collections import defaultdict
from datetime import date

from django.db import transaction

from sanling.domain.matters.errors import NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.plan_revisits import plan_revisits
from sanling.domain.mediation.actions.remind_of_revisit import remind_of_revisit
from sanling.domain.mediation.revisiting import to_plan, to_remind_of
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.delivery.notices import notify

ACTOR = SystemActor("mediation")


def plan_and_remind(day: date) -> tuple[int, int]:
    """Plan the revisits of what was settled, and remind of what is due; return how many of each."""
    by_city: dict[str, list[Matter]] = defaultdict(list)
    for matter in to_plan(day):
        by_city[matter.city].append(matter)
    planned = sum(
        len(plan_revisits(actor=ACTOR, city=city, matters=matters))
        for city, matters in sorted(by_city.items())
    )
    return planned, sum(_remind(revisit.pk, day) for revisit in to_remind_of(day))


def _remind(revisit_id: int, day: date) -> bool:
    try:
        with transaction.atomic():
            revisit = remind_of_revisit(actor=ACTOR, revisit_id=revisit_id, on=day)
            matter = revisit.matter
            if matter.assignee_id:
                told = {"number": matter.number, "due": revisit.due_on.isoformat()}
                url = f"/desk/matters/{matter.number}/file/"
                notify([f"post:{matter.assignee_id}"], "mediation.revisit", told, url=url)
    except NotFound:
        # Made, or reminded of by another worker, since it was found.
        return False
    return True
