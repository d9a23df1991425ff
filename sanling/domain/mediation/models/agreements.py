"""Agreements: their texts, beside each other and never over, who signed which, and how each was performed."""

from django.db import models
from django.db.models import F, Q

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models.bodies import Body
from sanling.domain.mediation.models.sides import Side
from sanling.domain.mediation.models.signed import Signed
from sanling.domain.people.models import Post
from sanling.foundation.privacy.fields import EncryptedTextField


class Case(models.Model):
    """The number that a body gave a dispute, 1, 2, 3 … in each year without a gap: "（2026）…人调字第7号"."""

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="+")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "serial"], name="case_numbered_once"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.year} {self.serial}"


class Seal(models.Model):
    """The seal of a body as a picture (PNG), from one instant to another."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="seals")
    picture = models.BinaryField()
    put_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    begins_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body"], condition=Q(ended_at=None), name="seal_one_of_a_body"),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.begins_at:%Y-%m-%d}"


class Agreement(models.Model):
    """A text on which the sides of a dispute agree, at a body and in a form of its kind.

    While it is drawn up its ``terms`` change, each change under the next ``version``. Closed, at ``closed_at``, its
    ``content`` is what is signed, known by ``digest``, and never changes: a changed text is another one, ``nth`` of its
    dispute, and this one has ended. From ``effective_at`` it holds. Whoever knows its ``code``, which stands on the
    paper, learns whether it holds, and nothing else.
    """

    class Ending(models.TextChoices):
        CHANGED = "changed"
        WITHDRAWN = "withdrawn"

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+", db_index=False)
    nth = models.PositiveSmallIntegerField()
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", db_index=False)
    form = models.CharField(max_length=12)
    version = models.PositiveIntegerField(default=1)
    terms: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    content: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    digest = models.BinaryField(max_length=32, null=True)
    code = models.CharField(max_length=24, unique=True)
    drawn_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    drawn_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    seal = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="+", db_index=False)
    sealed_at = models.DateTimeField(null=True)
    sealed_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    effective_at = models.DateTimeField(null=True)
    # When both sides were warned that the time to apply for confirmation ends (民诉法 205).
    confirmation_warned_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    ended_for: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "nth"], name="agreement_numbered_once"),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(ended_at=None), name="agreement_one_of_a_matter"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, digest=None) | Q(closed_at__isnull=False, digest__isnull=False),
                name="agreement_closed_as_it_is",
            ),
            models.CheckConstraint(
                condition=Q(effective_at=None) | Q(closed_at__lte=F("effective_at")),
                name="agreement_holds_once_closed",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_how="") | Q(ended_at__isnull=False) & ~Q(ended_how=""),
                name="agreement_ended_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.nth}"


class Signature(Signed):
    """A signature under an agreement; of one on paper a scan stands in the timeline."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="signature_once_of_a_side"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(side=None), name="signature_once_of_the_mediator"
            ),
            models.CheckConstraint(
                condition=Q(side=None, post__isnull=False) | Q(side__isnull=False, post=None),
                name="signature_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.side_id or 'mediator'}"


class Obligation(models.Model):
    """What a side owes another by a clause of an agreement that holds; ``amount`` in fen."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="obligations", db_index=False)
    nth = models.PositiveSmallIntegerField()
    text: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    by = models.ForeignKey(Side, models.CASCADE, null=True, related_name="+", db_index=False)
    to = models.ForeignKey(Side, models.CASCADE, null=True, related_name="+", db_index=False)
    amount = models.BigIntegerField(null=True)
    due_on = models.DateField(null=True)
    # Computed from its performances: the instant at which nothing is left to do.
    performed_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "nth"], name="obligation_numbered_once"),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(performed_at=None), name="obligation_outstanding"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.nth}"


class Performance(models.Model):
    """How an obligation was performed on a day, as a side said or the mediator found; ``amount`` in fen."""

    class Result(models.TextChoices):
        WHOLE = "whole"
        PARTLY = "partly"
        BROKEN = "broken"

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="performances")
    result = models.CharField(max_length=6, choices=Result.choices)
    amount = models.BigIntegerField(null=True)
    done_on = models.DateField()
    remark: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    side = models.ForeignKey(Side, models.CASCADE, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="performance_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.obligation_id} {self.result}"
