"""Reads of webhooks: whose they are, and what is waiting, arrived or dead."""

from typing import Literal

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sanling.domain.people.access import Viewer, administering, places_where
from sanling.domain.people.queries import working_tokens
from sanling.foundation import clock
from sanling.processes.webhooks.models import Delivery, Subscription

Condition = Literal["waiting", "delivered", "dead"]


def led_units(viewer: Viewer) -> frozenset[int]:
    """Return the unit that a viewer leads, whose webhooks are theirs to manage: never one that they stand in for.

    A webhook goes on telling after the leave is over.
    """
    return frozenset({viewer.own.unit_id}) if viewer.own.role.lead else frozenset()


def subscriptions_of(viewer: Viewer) -> QuerySet[Subscription]:
    """Return the subscriptions in force of the units that a viewer leads."""
    return _in_force().filter(unit__in=led_units(viewer)).select_related("unit")


def kept_by(viewer: Viewer) -> QuerySet[Subscription]:
    """Return the subscriptions that a viewer sees on the desk and may end: of the unit led, by own tokens, in reach."""
    own = Q(unit__in=led_units(viewer)) | Q(token__post=viewer.own.post_id)
    kept = own | places_where(viewer, "unit__division", administering)
    return _in_force().filter(kept).select_related("unit", "token__post").defer("secret")


def _in_force() -> QuerySet[Subscription]:
    """Return what has not ended; what has with its token is left out, though the worker may not have written it yet."""
    lasting = Q(token=None) | Q(token__in=working_tokens(clock.now()))
    return Subscription.objects.filter(lasting, ended_at=None)


def with_last_delivery(found: QuerySet[Subscription]) -> QuerySet[Subscription]:
    """Add ``last_arrived_at``, the ``last_error`` of what did not arrive, and how many are ``waiting``."""
    of_it = Delivery.objects.filter(subscription=OuterRef("pk")).order_by("-pk")
    arrived = of_it.filter(delivered_at__isnull=False)
    failed = of_it.filter(delivered_at=None).exclude(last_error="")
    waiting = of_it.order_by().filter(delivered_at=None, dead_at=None).values("subscription")
    return found.annotate(
        last_arrived_at=Subquery(arrived.values("delivered_at")[:1]),
        last_error=Subquery(failed.values("last_error")[:1]),
        waiting=Coalesce(Subquery(waiting.annotate(count=Count("pk")).values("count")), 0),
    )


def silent_addresses() -> tuple[int, int]:
    """Return how many addresses failed when they were last tried, and how many deliveries wait for them."""
    silent = Subscription.objects.filter(ended_at=None, failures__gt=0)
    waiting = Delivery.objects.filter(subscription__in=silent, delivered_at=None, dead_at=None)
    return silent.count(), waiting.count()


def deliveries_of(subscription: Subscription, condition: Condition | None = None) -> QuerySet[Delivery]:
    """Return a subscription's deliveries, newest first."""
    found = Delivery.objects.filter(subscription=subscription).select_related("matter").order_by("-pk")
    match condition:
        case "waiting":
            return found.filter(delivered_at=None, dead_at=None)
        case "delivered":
            return found.filter(delivered_at__isnull=False)
        case "dead":
            return found.filter(dead_at__isnull=False)
    return found
