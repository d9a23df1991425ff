"""Decide: a second person lets a proposal be carried out, or rejects it; its maker may take it back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.delivery.notices import notify
from sanling.processes.publishing.models import Proposal
from sanling.processes.publishing.queries import decides, proposals_of, proposes
from sanling.processes.publishing.tasks import carry_out_job


class ShownOtherwise(Exception):
    """What is to be confirmed is not what was shown."""


def decide(*, actor: Viewer, proposal_id: int, confirmed: bool, shown: str = "") -> Proposal:
    """Have a proposal that waits carried out by a job, or reject it.

    ``shown`` is `Proposal.shown` of what the actor read: raises `ShownOtherwise` where another is confirmed. Raises
    Proposal.DoesNotExist when nothing waits, and PermissionDenied for who proposed it themselves, by whichever post,
    save that they take it back.
    """
    with transaction.atomic():
        waiting = proposals_of(actor.city).filter(state=Proposal.State.WAITING)
        proposal = waiting.select_for_update(of=("self",)).select_related("by").get(pk=proposal_id)
        own = proposal.by.user_id == actor.user_id
        if not ((decides(actor) and not own) or (own and proposes(actor) and not confirmed)):
            raise PermissionDenied
        if confirmed and shown != proposal.shown:
            raise ShownOtherwise
        proposal.state = Proposal.State.RUNNING if confirmed else Proposal.State.REJECTED
        proposal.decided_by_id, proposal.decided_at = actor.post_id, clock.now()
        if not confirmed:
            proposal.finished_at = proposal.decided_at
        proposal.save()
        record(
            actor=actor,
            act="publishing.confirm" if confirmed else "publishing.reject",
            subject=f"proposal:{proposal.pk}",
            city=actor.city,
            detail={
                "what": proposal.what,
                "digest": proposal.digest,
                "definition": proposal.definition_id,
                "shown": shown if confirmed else "",
            },
        )
        if confirmed:
            carry_out_job.defer(proposal_id=proposal.pk)
        elif not own:
            notify([f"post:{proposal.by_id}"], "publishing.rejected", url="/desk/publishing/")
    return proposal
