"""Send again what was given up."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet

from sanling.domain.people.access import Viewer, administering, places_where
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.processes.notices.models import Outgoing


def failed_of(viewer: Viewer) -> QuerySet[Outgoing]:
    """Return what was given up within the reach of an administrator: to posts, and to residents of matters there."""
    posts = places_where(viewer, "post__unit__division", administering)
    matters = places_where(viewer, "matter__division", administering)
    within = posts | Q(party__isnull=False) & matters
    return Outgoing.objects.filter(within, city=viewer.city, failed_at__isnull=False)


def send_again(*, actor: Viewer, keys: Collection[int]) -> int:
    """Have messages that were given up tried again from the beginning, once; return how many.

    What may no longer be told by then isn't. Raises ``PermissionDenied`` unless the actor administers.
    """
    if not administering(actor.own):
        raise PermissionDenied
    with transaction.atomic():
        found = list(
            failed_of(actor).filter(pk__in=keys).select_for_update(of=("self",)).values_list("pk", flat=True)
        )
        if not found:
            return 0
        back = Outgoing.objects.filter(pk__in=found).update(
            failed_at=None, last_error="", attempts=0, due_at=clock.now()
        )
        detail = {"messages": back}
        record(
            actor=actor, act="messages.send_again", subject="messages:failed", city=actor.city, detail=detail
        )
    return back
