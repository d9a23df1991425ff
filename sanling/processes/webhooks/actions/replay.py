"""Replay: dead deliveries of an address are tried again from the beginning."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.processes.webhooks.models import Subscription
from sanling.processes.webhooks.queries import deliveries_of, led_units


def replay(*, actor: Viewer, subscription_id: int, deliveries: Collection[int] = ()) -> int:
    """Bring dead deliveries back, those named or all; return how many.

    They keep their ids, by which the receiver drops what it had after all, and go before what is younger of their
    matter. Raises ``Subscription.DoesNotExist``, and ``PermissionDenied`` unless the actor leads its unit.
    """
    with transaction.atomic():
        locked = Subscription.objects.select_for_update(of=("self",)).select_related("unit")
        found = locked.get(pk=subscription_id, ended_at=None)
        if found.unit_id not in led_units(actor):
            raise PermissionDenied
        dead = deliveries_of(found, "dead").order_by()
        if deliveries:
            dead = dead.filter(pk__in=deliveries)
        back = dead.update(dead_at=None, attempts=0, due_at=clock.now())
        found.failures, found.rests_until = 0, None
        found.save(update_fields=["failures", "rests_until"])
        record(
            actor=actor,
            act="webhook.replay",
            subject=f"webhook:{found.pk}",
            city=found.unit.city,
            detail={"deliveries": back},
        )
    return back
