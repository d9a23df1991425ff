"""Close text: what was drawn up is what is signed from now on, and no sign of it changes any more."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import NotAllowed
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import lock_drawn_up
from sanling.domain.mediation.agreements import content_of, findings_of
from sanling.domain.mediation.effect import HOLDS, take_effect
from sanling.domain.mediation.models import Agreement, Body, Case
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.days import today


def close_text(*, actor: Actor, agreement_id: int, version: int) -> Agreement:
    """Close an agreement for signing; an oral one holds by that (人民调解法 30).

    Raises `NotAllowed` where the dispute is not in mediation, or a finding stops it; else as `change_terms` does.
    """
    with transaction.atomic():
        agreement = lock_drawn_up(actor, agreement_id, version)
        matter = agreement.matter
        _refuse_elsewhere(matter)
        if any(found.stops for found in findings_of(agreement)):
            reason = _("Something must be put right first: see what was found.")
            raise NotAllowed(action="close_text", reason=reason, allowed=())
        mediator = matter.assignee.name if matter.assignee else ""
        content = content_of(agreement, _case(matter, agreement.body), mediator)
        agreement.content, agreement.digest = content.as_json(), content.digest
        agreement.closed_at = clock.now()
        agreement.save(update_fields=["content", "digest", "closed_at"])
        record(
            actor=actor,
            act="mediation.close_text",
            subject=f"matter:{agreement.matter_id}",
            city=agreement.matter.city,
            detail={"agreement": agreement.pk, "digest": content.digest.hex()},
        )
        take_effect(agreement)
    return agreement


def _refuse_elsewhere(matter: Matter) -> None:
    holds = next(
        (known for known in definition_of(matter.definition_id).actions if known.code == HOLDS), None
    )
    if holds is None or matter.state not in holds.sources or matter.assignee_id is None:
        reason = _("An agreement is signed while the dispute is in mediation, with a mediator charged.")
        raise NotAllowed(action="close_text", reason=reason, allowed=())


def _case(matter: Matter, body: Body) -> Case:
    """Return the number of a dispute's case, given now if it has none; the body is locked: no gaps."""
    known = Case.objects.filter(matter=matter).first()
    if known is not None:
        return known
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    year = today().year
    last = Case.objects.filter(body=body, year=year).aggregate(last=Max("serial"))["last"] or 0
    return Case.objects.create(matter=matter, body=body, year=year, serial=last + 1)
