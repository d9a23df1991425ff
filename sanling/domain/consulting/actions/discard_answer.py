"""Discard: throw a draft away, which then never was."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.consulting.access import may_discard, visible_answers
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.record import record


def discard_answer(*, actor: Viewer, answer_id: int) -> None:
    """Throw a draft away: its drafter, or who could publish it. Raises Answer.DoesNotExist, PermissionDenied."""
    with transaction.atomic():
        drafts = visible_answers(actor).filter(published_at=None).select_related("drafted_by")
        draft = drafts.select_for_update(of=("self",)).get(pk=answer_id)
        if not may_discard(actor, draft):
            raise PermissionDenied
        record(actor=actor, act="consulting.discard", subject=f"answer:{draft.pk}", city=draft.city)
        draft.delete()
