"""Residents who follow what somebody else has reported, instead of reporting it once more."""

from django.db import models

from sanling.domain.matters.models.matter import Matter


class Subscription(models.Model):
    """A link that tells a resident the public stage of a matter that another one brought; nothing is kept of either."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="subscriptions")
    link_digest = models.BinaryField(max_length=32, unique=True)
    began_at = models.DateTimeField()
