"""Judicial confirmation: what was answered of each ground against it, the application beside its matter, who joined."""

from django.db import models
from django.db.models import Q

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models.agreements import Agreement
from sanling.domain.mediation.models.sides import Side
from sanling.domain.people.models import Post, Unit
from sanling.foundation.privacy.fields import EncryptedTextField


class GroundAnswer(models.Model):
    """What a person answered of a ground against confirmation, and why; the last counts, none is changed."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="+")
    ground = models.CharField(max_length=40)
    applies = models.BooleanField()
    reason: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.ground}"


class JudicialConfirmation(models.Model):
    """What an application is beside its matter: of which agreement, to which court, and why to that one.

    ``head`` is the head of jurisdiction (民诉法 205). A court reads its papers from ``applied_at`` on. At ``heard_at``
    both sides were present before it (民诉法解释 356).
    """

    class Head(models.TextChoices):
        INVITED = "invited"
        HOME = "home"
        THING = "thing"
        BODY = "body"

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="+")
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="+")
    court = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    head = models.CharField(max_length=8, choices=Head.choices)
    body_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    applied_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(heard_at=None) | Q(applied_at__isnull=False),
                name="confirmation_heard_once_applied",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} of {self.agreement_id}"


class Joining(models.Model):
    """That a side applies together with the other, by its own link or on paper, with its address for service.

    ``ruling_at`` is when it first fetched what the court decided.
    """

    confirmation = models.ForeignKey(
        JudicialConfirmation, models.CASCADE, related_name="joinings", db_index=False
    )
    side = models.ForeignKey(Side, models.CASCADE, related_name="+", db_index=False)
    address: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    at = models.DateTimeField()
    # Who wrote it down, of a side that joined on paper.
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    ruling_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["confirmation", "side"], name="joining_once_of_a_side"),
        ]

    def __str__(self) -> str:
        return f"{self.confirmation_id} {self.side_id}"
