"""Minutes of sittings: written once, confirmed by each side that was there, and corrected beside."""

from django.db import models
from django.db.models import Q

from sanling.domain.mediation.models.sides import Side
from sanling.domain.mediation.models.signed import Signed
from sanling.domain.mediation.models.sittings import Sitting
from sanling.domain.people.models import Post
from sanling.foundation.privacy.fields import EncryptedTextField


class Minutes(models.Model):
    """What was said in a sitting, as the mediator wrote it down; or, beside a recording, the undisputed ``FACTS``.

    While it is written ``text`` changes, each change under the next ``version``. Closed, at ``closed_at``, its
    ``content`` is what is confirmed, known by ``digest``, and never changes.
    """

    class Sort(models.TextChoices):
        MINUTES = "minutes"
        FACTS = "facts"

    sitting = models.OneToOneField(Sitting, models.CASCADE, related_name="minutes")
    sort = models.CharField(max_length=7, choices=Sort.choices)
    version = models.PositiveIntegerField(default=1)
    text: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    content: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    digest = models.BinaryField(max_length=32, null=True)
    begun_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    begun_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, digest=None) | Q(closed_at__isnull=False, digest__isnull=False),
                name="minutes_closed_as_they_are",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.sort}"

    @property
    def for_court(self) -> bool:
        """Tell whether a bundle for a court may hold them: undisputed facts alone (法释〔2021〕23号 18, 22)."""
        return self.sort == self.Sort.FACTS


class Attestation(Signed):
    """That a side, or the mediator, read the minutes of a ``digest`` and signed them."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="signatures", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minutes", "side"], name="attestation_once_of_a_side"),
            models.UniqueConstraint(
                fields=["minutes"], condition=Q(side=None), name="attestation_once_of_the_mediator"
            ),
            models.CheckConstraint(
                condition=Q(side=None, post__isnull=False) | Q(side__isnull=False, post=None),
                name="attestation_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.side_id or 'mediator'}"


class Correction(models.Model):
    """What a side finds wrong in closed minutes, or what the mediator adds; beside them, never over."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="corrections")
    side = models.ForeignKey(Side, models.CASCADE, null=True, related_name="+", db_index=False)
    text: "EncryptedTextField[str, str]" = EncryptedTextField()
    at = models.DateTimeField()
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(side__isnull=False) | Q(post__isnull=False), name="correction_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id} {self.side_id or 'mediator'}"
