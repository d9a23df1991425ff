"""Subjects, what was known of each from which day to which, and who is in charge of what there."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from sanling.domain.people.models import Post
from sanling.domain.subjects.rules import Status
from sanling.domain.territory.cells import Cell
from sanling.domain.territory.fields import PathField
from sanling.domain.territory.models import Division
from sanling.foundation.finding import NamesField
from sanling.foundation.privacy.fields import EncryptedTextField

STATUSES = [(status.value, status.value) for status in Status]
LONGEST_CODE = 32
OVER = [status.value for status in Status if status.is_over]


class Subject(models.Model):
    """A subject as it is now; its `Period` rows say what it was on any day, the last of them the same as this."""

    type = models.SlugField(max_length=40, db_index=False)
    # Of the type: a column, for units may be in charge of all of a group.
    group = models.SlugField(max_length=20, db_index=False)
    code = PathField(max_length=LONGEST_CODE)
    name = models.CharField(max_length=120)
    found_by = NamesField(follows=("name",))
    division = models.ForeignKey(Division, models.PROTECT, related_name="subjects", db_index=False)
    city = models.GeneratedField(
        expression=models.functions.Left("division", 4),
        output_field=models.CharField(max_length=4, db_collation="C"),
        db_persist=True,
    )
    sector = models.SlugField(max_length=40, blank=True, db_index=False)
    status = models.CharField(max_length=10, choices=STATUSES, default=Status.ACTIVE.value)
    address = models.CharField(max_length=120, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    fields = models.JSONField(default=dict)
    begins_on = models.DateField()
    # The first day on which it was no more.
    ends_on = models.DateField(null=True)
    # What it became part of.
    into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["city", "code"], name="subject_code_once_a_city"),
            NamesField.kept_right("name", column="found_by", name="subject_found_by_its_name"),
            models.CheckConstraint(
                condition=Q(status__in=OVER, ends_on__isnull=False)
                | (~Q(status__in=OVER) & Q(ends_on__isnull=True)),
                name="subject_over_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__range=(-180, 180), lat__range=(-90, 90)),
                name="subject_on_earth",
            ),
        ]
        indexes = [
            models.Index(fields=["division", "type"], name="subject_at_division"),
            GinIndex(fields=["found_by"], name="subject_found_by"),
            # Clusters of the map are counted in it alone.
            models.Index(
                Cell("lon", "lat"),
                include=["id", "lon", "lat", "division", "group", "sector", "type"],
                condition=Q(ends_on=None, lon__isnull=False),
                name="subject_in_cell",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Period(models.Model):
    """What was known of a subject from one day on, until the next period begins; the last has no end.

    One that was corrected on its first day is left with no days. ``recorded_at`` is when it became known.
    """

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="periods", db_index=False)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    # The actor's key, as in the audit log.
    by = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    sector = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=10, choices=STATUSES)
    address = models.CharField(max_length=120, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    fields = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject"], condition=Q(ends_on=None), name="period_one_lasting"),
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__range=(-180, 180), lat__range=(-90, 90)),
                name="period_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")), name="period_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "begins_on"], name="period_of_subject"),
            models.Index(fields=["division", "begins_on"], name="period_at_division"),
        ]


class Charge(models.Model):
    """Who is in charge of what at a subject, from one day to another: a post of the city, or somebody of its own.

    Of whoever no longer is, the phone is forgotten.
    """

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="charges", db_index=False)
    duty = models.SlugField(max_length=40, db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="charges")
    name = models.CharField(max_length=60, blank=True)
    phone: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "duty"], condition=Q(ends_on=None), name="charge_one_lasting"
            ),
            models.CheckConstraint(
                condition=Q(post=None) ^ Q(name="", phone__isnull=True), name="charge_of_a_post_or_a_person"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on"), phone__isnull=True),
                name="charge_ends_after_it_begins",
            ),
        ]


class Stocktaking(models.Model):
    """That a department has gone through its subjects of a county for a month; what it says again stands in a new row.

    ``line`` is the code of the sector, or of the group of villages and communities.
    """

    month = models.DateField()
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    line = models.SlugField(max_length=40, blank=True, db_index=False)
    # So many there are to be, and so many stood here then.
    expected = models.PositiveIntegerField()
    entered = models.PositiveIntegerField()
    # The actor's key, as in the audit log.
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["division", "line", "month"], name="stocktaking_of_line")]
