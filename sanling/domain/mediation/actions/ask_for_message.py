"""Ask for message: a side's link is to go to its phone; the worker makes it and sends it."""

from django.db import transaction

from sanling.domain.mediation.access import lock_side
from sanling.domain.mediation.links import record_way
from sanling.domain.mediation.models import Side
from sanling.foundation.audit.actor import Actor


def ask_for_message(*, actor: Actor, side_id: int) -> Side:
    """Record that somebody had a side's link sent, in the caller's transaction. Raises as `lock_side`."""
    with transaction.atomic():
        side = lock_side(actor, side_id)
        record_way(actor, side, "message")
    return side
