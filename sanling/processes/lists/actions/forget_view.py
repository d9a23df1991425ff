"""Forget a view: it stands at the ledger no more."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.foundation.audit.record import record
from sanling.processes.lists.queries import may_keep, views_of


def forget_view(*, actor: Viewer, view_id: int) -> None:
    """Take a view away; raises SavedView.DoesNotExist for one that the actor doesn't have, and PermissionDenied."""
    with transaction.atomic():
        view = views_of(actor).select_for_update().get(pk=view_id)
        if not may_keep(actor, view):
            raise PermissionDenied
        detail = {"shared": view.unit_id is not None}
        record(
            actor=actor, act="lists.forget_view", subject=f"view:{view_id}", city=actor.city, detail=detail
        )
        view.delete()
