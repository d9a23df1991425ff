"""Who is in the online room of a dispute just now, and what their browsers tell each other to begin a call."""

from django.db import models
from django.db.models import Q

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models.sides import Side
from sanling.domain.people.models import Post
from sanling.foundation.privacy.fields import EncryptedTextField


class Seat(models.Model):
    """A page of the room that somebody has open: a side, or staff by a post. It goes soon after it was last seen.

    ``key`` is the page's own, ``call`` how it takes part in the call of the room. Nothing of a call is kept.
    """

    class Call(models.TextChoices):
        VIDEO = "video"
        VOICE = "voice"

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+")
    side = models.ForeignKey(Side, models.CASCADE, null=True, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    key = models.UUIDField(unique=True)
    call = models.CharField(max_length=8, choices=Call.choices, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(side=None, post__isnull=False) | Q(side__isnull=False, post=None),
                name="seat_of_a_side_or_of_staff",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.key}"


class Signal(models.Model):
    """What one page tells another to begin or change a call: addresses and codecs, of use for seconds."""

    to = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    sender = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    body: "EncryptedTextField[str, str]" = EncryptedTextField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.sender_id} {self.to_id}"
