"""Print link: a post is shown a side's fresh link, to be printed on an invitation and handed over."""

from django.db import transaction

from sanling.domain.mediation.access import lock_side
from sanling.domain.mediation.links import record_way, renew
from sanling.domain.people.access import Viewer


def print_link(*, actor: Viewer, side_id: int) -> str:
    """Return a fresh secret; earlier ones of the side open nothing any more. Raises as `lock_side`."""
    with transaction.atomic():
        side = lock_side(actor, side_id)
        token = renew(side, handed_by=actor.post_id)
        record_way(actor, side, "print")
    return token
