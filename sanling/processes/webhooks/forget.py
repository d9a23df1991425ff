"""Deliveries are forgotten after a while, so that their table stays small."""

from datetime import timedelta

from django.db.models import Q

from sanling.foundation import clock
from sanling.processes.webhooks.models import Delivery

KEEP_DELIVERED = timedelta(days=30)
KEEP_DEAD = timedelta(days=90)


def forget_deliveries() -> int:
    """Forget what arrived a month ago, what died a quarter ago, and what waits for an address that has ended.

    Some may have been queued while it ended. Return how many.
    """
    now = clock.now()
    old = Q(delivered_at__lt=now - KEEP_DELIVERED) | Q(dead_at__lt=now - KEEP_DEAD)
    old |= Q(delivered_at=None, dead_at=None, subscription__ended_at__isnull=False)
    return Delivery.objects.filter(old).delete()[0]
