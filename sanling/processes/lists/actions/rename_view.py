"""Rename a view: it stands at the ledger under another name."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.foundation.audit.record import record
from sanling.foundation.database.turns import take_turn
from sanling.processes.lists.queries import may_keep, owner_of, views_of


class NameTaken(Exception):
    """Another view of the same account or unit has this name."""


def rename_view(*, actor: Viewer, view_id: int, name: str) -> None:
    """Give a view another name; rules that were made of it keep theirs.

    Raises SavedView.DoesNotExist for one that the actor doesn't have, PermissionDenied and `NameTaken`.
    """
    with transaction.atomic():
        shared = views_of(actor).get(pk=view_id).unit_id is not None
        owner = owner_of(actor, shared=shared)
        take_turn(f"views:{owner}")
        view = views_of(actor).select_for_update().get(pk=view_id)
        if not may_keep(actor, view):
            raise PermissionDenied
        if views_of(actor).filter(**owner, name=name).exclude(pk=view_id).exists():
            raise NameTaken
        view.name = name
        view.save(update_fields=["name"])
        detail = {"shared": shared}
        record(
            actor=actor, act="lists.rename_view", subject=f"view:{view_id}", city=actor.city, detail=detail
        )
