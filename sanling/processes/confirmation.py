"""Both sides are warned that the time to apply for confirmation ends, and told how it stands at the court."""

from django.db import transaction

from sanling.domain.matters.errors import NotFound
from sanling.domain.matters.models import Entry
from sanling.domain.mediation.actions.warn_of_confirmation import warn_of_confirmation
from sanling.domain.mediation.agreements import sides_of
from sanling.domain.mediation.confirming import FAMILY, deadline, to_warn_of
from sanling.domain.mediation.models import Agreement, JudicialConfirmation
from sanling.domain.mediation.verbs.hear_court import HearCourt
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.days import written
from sanling.foundation.delivery.notices import notify
from sanling.processes.sides import send_links

ACTOR = SystemActor("mediation")


def warn_of_confirmations() -> int:
    """Warn of what can soon be confirmed no more (民诉法 205); return of how many agreements."""
    count = 0
    for agreement in to_warn_of(clock.now()):
        try:
            with transaction.atomic():
                _warn(warn_of_confirmation(actor=ACTOR, agreement_id=agreement.pk))
        except NotFound:
            # Ended, or warned of by another worker, since it was found.
            continue
        count += 1
    return count


def _warn(agreement: Agreement) -> None:
    matter, end = agreement.matter, deadline(agreement)
    if matter.assignee_id and end:
        told = {"number": matter.number, "due": written(end)}
        url = f"/desk/matters/{matter.number}/confirmation/"
        notify([f"post:{matter.assignee_id}"], "mediation.apply", told, url=url)
    send_links(sides_of(matter.pk))


def is_told_to_sides(entry: Entry) -> bool:
    """Tell whether both sides get a message of an entry: a step of a confirmation that they are told of."""
    return entry.matter.family == FAMILY and entry.code in HearCourt.options["stage"]


def tell_sides(entry: Entry) -> None:
    """Have both sides of the agreement get a link to where it stands."""
    found = JudicialConfirmation.objects.select_related("agreement").get(matter=entry.matter_id)
    send_links(sides_of(found.agreement.matter_id))
