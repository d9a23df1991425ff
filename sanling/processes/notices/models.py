"""Messages on their way out of the house: waiting, or given up with the reason. What was handed over has no row."""

from django.db import models
from django.db.models import Q

from sanling.domain.matters.models import Matter, Party
from sanling.domain.people.models import Post


class Outgoing(models.Model):
    """One thing that a post, or a party that agreed to it, is to be told of a matter by one channel.

    Whom that reaches, and in which words, is read when it is due: neither an address nor a text is kept.
    """

    city = models.CharField(max_length=4)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="+", db_index=False)
    party = models.ForeignKey(Party, models.CASCADE, null=True, related_name="+", db_index=False)
    entry_id = models.BigIntegerField()
    event = models.CharField(max_length=64)
    channel = models.CharField(max_length=16)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # While a worker is at it; a worker that died lets go by the clock.
    taken_until = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True, party__isnull=False)
                | Q(post__isnull=False, party__isnull=True),
                name="outgoing_to_one",
            ),
            models.UniqueConstraint(
                fields=["party", "channel", "entry_id"],
                condition=Q(party__isnull=False),
                name="outgoing_party_once",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(failed_at=None), name="outgoing_waiting"),
            models.Index(fields=["post", "channel"], condition=Q(failed_at=None), name="outgoing_together"),
            models.Index(fields=["city", "-id"], condition=~Q(failed_at=None), name="outgoing_failed"),
            models.Index(fields=["matter"], name="outgoing_of_matter"),
        ]
