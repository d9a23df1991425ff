"""Standards as they were published, what departments confirmed, and which zeros each subject kept in which month."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.yearly_models import (
    Comparison,
    Objection,
    Recognition,
    SpotDraw,
    Title,
)
from sanling.domain.subjects.models import Subject
from sanling.domain.territory.fields import PathField
from sanling.domain.territory.models import Division

__all__ = [
    "Comparison",
    "Confirmation",
    "Evaluation",
    "Judged",
    "Objection",
    "Reason",
    "Recognition",
    "SpotDraw",
    "Standard",
    "Title",
]


class Standard(models.Model):
    """One version of a city's standard, never changed after it was published."""

    city = models.CharField(max_length=4, db_collation="C")
    version = models.PositiveIntegerField()
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["city", "version"], name="standard_version_once"),
            models.UniqueConstraint(
                fields=["city"], condition=models.Q(retired_at=None), name="standard_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.city} v{self.version}"


class Confirmation(models.Model):
    """That all facts of a zero in a month are in for a division and all below it; it is ended, never deleted."""

    zero = models.SlugField(max_length=40, db_index=False)
    month = models.DateField()
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    # The actor's key, as in the audit log.
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    ended_by = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["month", "division", "zero"],
                condition=models.Q(ended_at=None),
                name="confirmation_once",
            ),
        ]


class Evaluation(models.Model):
    """When the months of a city were judged last, and by which standard."""

    city = models.CharField(max_length=4, db_collation="C")
    month = models.DateField()
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="+", db_index=False)
    # Facts that were recorded until then were looked at.
    as_of = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city", "month"], name="evaluation_month_once")]


class Judged(models.Model):
    """How a subject stood in a month, computed: which zeros were broken, which are not established, and the colour.

    What it was then stands beside: division, sector, type. A zero that is neither broken nor open was kept.
    """

    month = models.DateField()
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="judged", db_index=False)
    division = PathField(max_length=18)
    group = models.SlugField(max_length=20, db_index=False)
    type = models.SlugField(max_length=40, db_index=False)
    sector = models.CharField(max_length=40, blank=True)
    broken = ArrayField(models.CharField(max_length=40))
    open = ArrayField(models.CharField(max_length=40))
    # Without one while it depends on what is not established.
    colour = models.CharField(max_length=40, blank=True)
    # By which exemption it isn't judged.
    exempt = models.CharField(max_length=40, blank=True)

    objects: ClassVar[models.Manager["Judged"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "month"], name="judged_subject_once_a_month"),
        ]
        indexes = [models.Index(fields=["month", "division"], name="judged_month_at_division")]


class Reason(models.Model):
    """Why a zero was broken: the rule of the standard, and the facts that it found; stored by the evaluation itself."""

    month = models.DateField()
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="reasons", db_index=False)
    zero = models.CharField(max_length=40)
    rule = models.CharField(max_length=40)
    veto = models.BooleanField()
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="+", db_index=False)
    # Keys of rows of the rule's facts.
    facts = ArrayField(models.BigIntegerField())

    objects: ClassVar[models.Manager["Reason"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "month", "rule"], name="reason_rule_once_a_month"),
        ]
        indexes = [models.Index(fields=["month", "rule"], name="reason_month_by_rule")]


class ColourWarning(models.Model):
    """What a warning is beside its matter: of which subject, and the colour that it has, by a month; kept when lifted.

    A subject has one open warning at most.
    """

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="colour_warning")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="warnings")
    colour = models.CharField(max_length=40)
    worst = models.CharField(max_length=40)
    month = models.DateField()
    open = models.BooleanField(default=True)

    objects: ClassVar[models.Manager["ColourWarning"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(open=True), name="warning_one_open_a_subject"
            ),
        ]


class WarningDue(models.Model):
    """That a subject's warning is to be settled, because its colour was computed anew; gone once it is."""

    city = models.CharField(max_length=4, db_collation="C")
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="+", db_index=False)
    # Of a whole evaluation: settled beside what single facts have changed.
    bulk = models.BooleanField()

    objects: ClassVar[models.Manager["WarningDue"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["bulk", "city", "id"], name="warning_due_in_turn")]
