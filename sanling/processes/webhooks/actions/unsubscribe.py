"""Unsubscribe: an address is told no more, by whose it is to keep or with its token; what waits for it is dropped."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sanling.domain.people.access import Viewer
from sanling.domain.people.queries import working_tokens
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor, SystemActor
from sanling.foundation.audit.record import record
from sanling.processes.webhooks.models import Subscription
from sanling.processes.webhooks.queries import deliveries_of, kept_by

WEBHOOKS = SystemActor("webhooks")


def unsubscribe(*, actor: Viewer, subscription_id: int) -> Subscription:
    """End a subscription; a second time changes nothing.

    Raises ``Subscription.DoesNotExist``, and ``PermissionDenied`` unless it is the actor's to keep: see `kept_by`.
    """
    with transaction.atomic():
        locked = Subscription.objects.select_for_update(of=("self",)).select_related("unit")
        found = locked.get(pk=subscription_id)
        if found.ended_at is None:
            if not kept_by(actor).filter(pk=found.pk).exists():
                raise PermissionDenied
            _end(found, by=actor)
    return found


def end_with_tokens() -> int:
    """End the subscriptions whose tokens work no more; return how many."""
    with transaction.atomic():
        now = clock.now()
        made_by_token = Subscription.objects.filter(ended_at=None, token__isnull=False)
        bereft = made_by_token.exclude(token__in=working_tokens(now)).defer("secret").order_by("pk")
        found = list(bereft.select_for_update(of=("self",)).select_related("unit"))
        for subscription in found:
            _end(subscription, by=WEBHOOKS)
    return len(found)


def _end(found: Subscription, *, by: Actor) -> None:
    found.ended_at = clock.now()
    found.save(update_fields=["ended_at"])
    deliveries_of(found, "waiting").delete()
    record(
        actor=by,
        act="webhook.unsubscribe",
        subject=f"webhook:{found.pk}",
        city=found.unit.city,
        detail={"token": found.token_id},
    )
