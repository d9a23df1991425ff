"""Save a view: a ledger's filters, order and columns are kept under a name."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.database.turns import take_turn
from sanling.processes.lists.models import SavedView
from sanling.processes.lists.queries import may_share, owner_of, views_of

# Of one account, and of one unit.
MOST = 30


class TooManyViews(Exception):
    """This account or unit has as many views as it may have."""


def save_view(*, actor: Viewer, name: str, query: str, shared: bool) -> SavedView:
    """Keep a view, one's own or the unit's; one of that name is replaced. Raises `TooManyViews`, PermissionDenied."""
    if shared and not may_share(actor):
        raise PermissionDenied
    owner = owner_of(actor, shared=shared)
    with transaction.atomic():
        take_turn(f"views:{owner}")
        there = views_of(actor).filter(**owner)
        if not there.filter(name=name).exists() and there.count() >= MOST:
            raise TooManyViews
        kept = {"user_id": actor.user_id, "query": query, "saved_at": clock.now()}
        view, _new = SavedView.objects.update_or_create(**owner, city=actor.city, name=name, defaults=kept)
        record(
            actor=actor,
            act="lists.save_view",
            subject=f"view:{view.pk}",
            city=actor.city,
            detail={"shared": shared},
        )
    return view
