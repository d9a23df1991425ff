"""Unsubscribe: an address is told no more; what waits for it is dropped."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.processes.webhooks.models import Subscription
from sanling.processes.webhooks.queries import deliveries_of, led_units


def unsubscribe(*, actor: Viewer, subscription_id: int) -> Subscription:
    """End a subscription; a second time changes nothing.

    Raises ``Subscription.DoesNotExist``, and ``PermissionDenied`` unless the actor leads its unit.
    """
    with transaction.atomic():
        locked = Subscription.objects.select_for_update(of=("self",)).select_related("unit")
        found = locked.get(pk=subscription_id)
        if found.unit_id not in led_units(actor):
            raise PermissionDenied
        if found.ended_at is None:
            found.ended_at = clock.now()
            found.save(update_fields=["ended_at"])
            deliveries_of(found, "waiting").delete()
            record(
                actor=actor, act="webhook.unsubscribe", subject=f"webhook:{found.pk}", city=found.unit.city
            )
    return found
