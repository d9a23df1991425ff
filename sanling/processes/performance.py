"""Who is reminded of what was agreed on: the mediator by a notice, both sides by a fresh link to the agreement."""

from datetime import date

from django.db import transaction

from sanling.domain.matters.errors import NotFound
from sanling.domain.mediation.actions.remind_of_obligation import remind_of_obligation
from sanling.domain.mediation.models import Obligation
from sanling.domain.mediation.performing import to_remind_of
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.delivery.notices import notify
from sanling.processes.sides import send_links

ACTOR = SystemActor("mediation")


def remind_of_performance(day: date) -> int:
    """Remind of what is soon due or late by agreements; return of how many obligations."""
    count = 0
    for obligation in to_remind_of(day):
        try:
            with transaction.atomic():
                _remind(remind_of_obligation(actor=ACTOR, obligation_id=obligation.pk, on=day), day)
        except NotFound:
            # Performed, or reminded of by another worker, since it was found.
            continue
        count += 1
    return count


def _remind(obligation: Obligation, day: date) -> None:
    matter = obligation.agreement.matter
    if matter.assignee_id and obligation.due_on:
        code = "mediation.late" if day > obligation.due_on else "mediation.due"
        told = {"number": matter.number, "due": obligation.due_on.isoformat()}
        notify([f"post:{matter.assignee_id}"], code, told, url=f"/desk/matters/{matter.number}/agreement/")
    send_links(filter(None, (obligation.by, obligation.to)))
