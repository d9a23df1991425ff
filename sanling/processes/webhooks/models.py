"""Where a unit wants to be told, and each telling until it arrived or was given up."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sanling.domain.matters.models import Matter
from sanling.domain.people.models import AccessToken, Unit
from sanling.foundation.privacy.fields import EncryptedTextField


class Subscription(models.Model):
    """An address that is told of a unit's matters from one instant to another; no events means all of them.

    It ends with the token that it was made by. From before tokens were noted there are some without one.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="subscriptions")
    token = models.ForeignKey(AccessToken, models.CASCADE, null=True, related_name="subscriptions")
    url = models.CharField(max_length=500)
    secret = EncryptedTextField()
    events = ArrayField(models.SlugField(max_length=40), default=list)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    # How often in a row nothing could be delivered, and until when the address is left in peace therefore.
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    # When it last had its turn.
    tried_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit"], condition=Q(ended_at=None), name="subscription_in_force"),
        ]

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One entry to be told to one address: waiting, delivered, or dead after its last attempt."""

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries", db_index=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+", db_index=False)
    entry_id = models.BigIntegerField()
    event = models.SlugField(max_length=40, db_index=False)
    body = models.JSONField()
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # While a worker is at it; a worker that died lets go by the clock.
    taken_until = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)
    # It came with many others, and is told after what came by itself.
    bulk = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subscription", "entry_id"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(delivered_at=None) | Q(dead_at=None), name="delivery_arrived_or_dead"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(delivered_at=None, dead_at=None), name="delivery_waiting"
            ),
            models.Index(
                fields=["subscription", "matter", "id"],
                condition=Q(delivered_at=None, dead_at=None),
                name="delivery_in_order",
            ),
            models.Index(
                fields=["subscription", "bulk", "id"],
                condition=Q(delivered_at=None, dead_at=None),
                name="delivery_next_of_lane",
            ),
            models.Index(fields=["matter"], name="delivery_of_matter"),
            models.Index(fields=["subscription", "-id"], name="delivery_of_subscription"),
        ]
