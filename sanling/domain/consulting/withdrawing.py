"""Withdrawing what is published: nobody reads it from then on but who sees its matter; as it was, it stays."""

from sanling.domain.consulting.models import Answer
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record


def withdrawn(actor: Actor, answer: Answer, why: Answer.Withdrawn, remark: str = "") -> None:
    """Withdraw a locked answer, and record it."""
    answer.withdrawn_at = clock.now()
    answer.withdrawn_by_id = actor.post_id if isinstance(actor, Viewer) else None
    answer.withdrawn_for, answer.remark = why.value, remark
    answer.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_for", "remark"])
    record(
        actor=actor,
        act="consulting.withdraw",
        subject=f"answer:{answer.pk}",
        city=answer.city,
        detail={"for": why.value},
    )
