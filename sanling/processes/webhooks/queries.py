"""Reads of webhooks: whose they are, and what is waiting, arrived or dead."""

from typing import Literal

from django.db.models import QuerySet

from sanling.domain.people.access import Viewer
from sanling.processes.webhooks.models import Delivery, Subscription

Condition = Literal["waiting", "delivered", "dead"]


def led_units(viewer: Viewer) -> frozenset[int]:
    """Return the unit that a viewer leads, whose webhooks are theirs to manage: never one that they stand in for.

    A webhook goes on telling after the leave is over.
    """
    return frozenset({viewer.own.unit_id}) if viewer.own.role.lead else frozenset()


def subscriptions_of(viewer: Viewer) -> QuerySet[Subscription]:
    """Return the subscriptions in force of the units that a viewer leads."""
    return Subscription.objects.filter(unit__in=led_units(viewer), ended_at=None).select_related("unit")


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
