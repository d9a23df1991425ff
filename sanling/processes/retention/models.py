"""What remains of what was removed, and what must not be removed."""

from django.db import models
from django.db.models import Q

from sanling.domain.matters.models import Matter


class Tombstone(models.Model):
    """A rule applied to a matter: how many parties and files went, and each file by hash, size and type."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="tombstones", db_index=False)
    rule = models.SlugField(max_length=40, db_index=False)
    at = models.DateTimeField()
    parties = models.PositiveIntegerField(default=0)
    files = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "rule"], name="tombstone_once_a_rule")]

    def __str__(self) -> str:
        return f"{self.matter.number}: {self.rule}, {self.at:%Y-%m-%d}"


class Hold(models.Model):
    """While a court, an inspection or an archive needs a matter as it is, no rule touches it."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="holds", db_index=False)
    reason = models.CharField(max_length=200)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(ended_at=None), name="hold_once_at_a_time")
        ]
