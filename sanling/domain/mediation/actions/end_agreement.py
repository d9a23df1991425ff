"""End agreement: a text is taken back to be changed, or withdrawn; it stays as it was, and holds no longer."""

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.mediation.access import lock_agreement, may_follow_up, may_keep
from sanling.domain.mediation.agreements import next_text
from sanling.domain.mediation.models import Agreement, JudicialConfirmation
from sanling.domain.mediation.recounting import recount
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record


def end_agreement(*, actor: Viewer, agreement_id: int, how: str, reason: str) -> Agreement:
    """End a text, and return the next one where it is changed: what was signed under the former counts for nothing.

    A dispute that is settled must be reopened before its agreement can be changed. Raises `Invalid` by field,
    `NotAllowed`, `NotFound`.
    """
    if how not in Agreement.Ending.values:
        raise Invalid({"how": _("Please choose one of the options.")})
    with transaction.atomic():
        agreement = lock_agreement(actor, agreement_id)
        matter = agreement.matter
        if not may_follow_up(actor, matter):
            raise NotFound("not theirs to end")
        if not reason:
            raise Invalid({"reason": _("Please fill this in.")})
        changes = how == Agreement.Ending.CHANGED
        if changes and (agreement.closed_at is None or not may_keep(actor, matter)):
            told = _("Only a text that was closed is taken back, while the dispute is in mediation.")
            raise NotAllowed(action="end_agreement", reason=told, allowed=())
        _refuse_before_court(agreement)
        agreement.ended_at, agreement.ended_how, agreement.ended_for = clock.now(), how, reason
        agreement.save(update_fields=["ended_at", "ended_how", "ended_for"])
        record(
            actor=actor,
            act="mediation.end_agreement",
            subject=f"matter:{agreement.matter_id}",
            city=agreement.matter.city,
            detail={"agreement": agreement.pk, "how": how},
        )
        recount(agreement.matter_id)
        if not changes:
            return agreement
        return next_text(
            matter=matter,
            body=agreement.body,
            form=agreement.form,
            terms=agreement.terms,
            post_id=actor.own.post_id,
        )


def _refuse_before_court(agreement: Agreement) -> None:
    at_court = JudicialConfirmation.objects.filter(applied_at__isnull=False, matter__open=True)
    if at_court.filter(agreement=agreement).exists():
        told = _("It is before a court: have the application withdrawn first.")
        raise NotAllowed(action="end_agreement", reason=told, allowed=())
