"""Discard: throw a draft away, which then never was."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.publications.access import may_discard
from sanling.domain.publications.drafts import locked_draft, tell_drafter
from sanling.foundation.audit.record import record


def discard(*, actor: Viewer, publication_id: int) -> None:
    """Throw a draft away: its drafter, or who could publish it. Raises Publication.DoesNotExist, PermissionDenied."""
    with transaction.atomic():
        publication = locked_draft(actor, publication_id)
        if not may_discard(actor, publication):
            raise PermissionDenied
        tell_drafter(actor, publication, "publications.discarded")
        record(
            actor=actor,
            act="publications.discard",
            subject=f"publication:{publication.pk}",
            city=publication.city,
        )
        publication.delete()
