"""What is kept beside the matter by which a subject is recognised: comparison, title, objections, draws."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sanling.domain.matters.models import Matter
from sanling.domain.people.models import Unit
from sanling.domain.subjects.models import Subject
from sanling.foundation.privacy.fields import EncryptedTextField


class Recognition(models.Model):
    """Whether a subject is to be recognised for a year: what moves is its matter, what the subject said is here.

    ``reply`` is what it answers to what is held against it, shown beside the result.
    """

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="recognition")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="recognitions", db_index=False)
    year = models.PositiveSmallIntegerField()
    statement = models.TextField(blank=True)
    reply = models.TextField(blank=True)
    # Drawn for a check on the spot, and what that found.
    drawn = models.BooleanField(default=False)
    checked = models.BooleanField(null=True)
    # Nobody's link opens it any more: its texts were forgotten.
    link_over = models.BooleanField(default=False, db_default=False)

    objects: ClassVar[models.Manager["Recognition"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "year"], name="recognition_once_a_year"),
        ]


class Comparison(models.Model):
    """What is known of one zero over the year's months, and whether it was kept: by the facts, or by who was asked.

    ``broken`` and ``open`` are months by their first days; a zero with open months is for the lead department to say.
    """

    class Finding(models.TextChoices):
        KEPT = "kept"
        BROKEN = "broken"

    recognition = models.ForeignKey(Recognition, models.CASCADE, related_name="comparisons", db_index=False)
    zero = models.CharField(max_length=40)
    kept = models.PositiveSmallIntegerField()
    broken = ArrayField(models.DateField())
    open = ArrayField(models.DateField())
    finding = models.CharField(max_length=10, blank=True, choices=Finding.choices)
    # Without one the facts say it.
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recognition", "zero"], name="comparison_zero_once"),
        ]


class Title(models.Model):
    """That a subject was recognised for a year (认定), or was not, by decision and with its reasons.

    Whether zeros were kept in a month (达标) is computed and stands in `Judged`. A title that was taken back is ended,
    never deleted. One that was decided before the city had this system has no recognition here: it is taken over from
    a document of the city's own.
    """

    recognition = models.ForeignKey(
        Recognition, models.CASCADE, null=True, related_name="titles", db_index=False
    )
    taken_over_from = models.CharField(max_length=120, blank=True, default="", db_default="")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="titles", db_index=False)
    year = models.PositiveSmallIntegerField()
    granted = models.BooleanField()
    # Of each zero what was found, by whom, and what was said.
    reasons = models.JSONField()
    # The months that were known to be broken: another is news.
    broken = ArrayField(models.DateField())
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Title"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "year"], condition=Q(ended_at=None), name="title_one_lasting_a_year"
            ),
            models.CheckConstraint(
                condition=Q(recognition=None) ^ Q(taken_over_from=""), name="title_decided_here_or_taken_over"
            ),
        ]
        indexes = [models.Index(fields=["recognition"], name="title_of_recognition")]


class Objection(models.Model):
    """What somebody holds against a recognition that is published; only who decides on it reads it.

    Whoever objected reads the answer by the secret of their link.
    """

    recognition = models.ForeignKey(Recognition, models.CASCADE, related_name="objections")
    link_digest = models.BinaryField(max_length=32, unique=True)
    text: "EncryptedTextField[str, str]" = EncryptedTextField()
    name: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    phone: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    at = models.DateTimeField()
    upheld = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Objection"]] = models.Manager()


class SpotDraw(models.Model):
    """A draw of those that are checked on the spot: what anybody needs to draw the same again (`foundation.draw`)."""

    city = models.CharField(max_length=4, db_collation="C")
    year = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    # The actor's key, as in the audit log.
    by = models.CharField(max_length=80)
    seed = models.CharField(max_length=64)
    pool_hash = models.CharField(max_length=64)
    # Codes of subjects, in byte order.
    pool = ArrayField(models.CharField(max_length=32))
    # Why who was left out, by code.
    recused = models.JSONField(default=dict)
    drawn = ArrayField(models.CharField(max_length=32))

    objects: ClassVar[models.Manager["SpotDraw"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["city", "-at"], name="spot_draw_of_city")]
