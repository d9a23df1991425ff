"""What a person decided of a signal that was computed: confirmed or dismissed, and why."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sanling.domain.matters.models import Matter
from sanling.domain.people.models import Post
from sanling.foundation.privacy.fields import EncryptedTextField


class SignalDecision(models.Model):
    """That a post confirmed or dismissed a signal in a dispute, on what there was then; the last counts.

    ``seen`` are marks of the words and matters that were there, which tell neither: whatever is found beside them
    later raises the signal anew.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+")
    signal = models.CharField(max_length=40)
    seen = ArrayField(models.CharField(max_length=24), default=list)
    confirmed = models.BooleanField()
    reason: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.matter_id} {self.signal}"
