"""Incidents: rows that are recorded, and corrected beside, never over."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from sanling.domain.incidents.rules import Channel, Grade, Kind, Measure, Reached, Sort
from sanling.domain.matters.models import Matter
from sanling.domain.subjects.models import Subject
from sanling.domain.territory.models import Division

# Of an incident in a department's own system.
LONGEST_NUMBER = 80


class Incident(models.Model):
    """One thing that happened, without persons: where, when, who answers for it, and what a standard may ask of it.

    Where it happened and who answers for it are two things, and either may be unknown yet. ``source`` and ``own_id``
    are the department's system and its own number there, by which it is told again. A row that ``corrects`` another
    replaces it, for a reason; one that is ``withdrawn`` says that it didn't happen.
    """

    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    # Petitions are kept from those who are rated by them (信访工作条例 30, 46).
    confidentiality = models.PositiveSmallIntegerField(default=0, db_default=0)
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    city = models.GeneratedField(
        expression=models.functions.Left("division", 4),
        output_field=models.CharField(max_length=4, db_collation="C"),
        db_persist=True,
    )
    site = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="+", db_index=False)
    answers = models.ForeignKey(Subject, models.PROTECT, null=True, related_name="incidents", db_index=False)
    happened_on = models.DateField()
    # Of figures, which are of a time within one month: its last day, included.
    ends_on = models.DateField(null=True)
    # Of accidents, whose reports are counted by the hour.
    happened_at = models.DateTimeField(null=True)
    matter = models.ForeignKey(Matter, models.PROTECT, null=True, related_name="incidents", db_index=False)

    reached = models.CharField(
        max_length=10, blank=True, choices=[(level.value, level.value) for level in Reached]
    )
    channel = models.CharField(max_length=10, blank=True, choices=[(way.value, way.value) for way in Channel])
    persons = models.PositiveIntegerField(null=True)
    skips_levels = models.BooleanField(null=True)
    lawful = models.BooleanField(null=True)
    upheld = models.BooleanField(null=True)
    repeat = models.BooleanField(null=True)

    sort = models.CharField(max_length=10, blank=True, choices=[(sort.value, sort.value) for sort in Sort])
    deaths = models.PositiveIntegerField(null=True)
    serious_injuries = models.PositiveIntegerField(null=True)
    other_injuries = models.PositiveIntegerField(null=True)
    casualties = models.GeneratedField(
        expression=F("deaths") + F("serious_injuries") + F("other_injuries"),
        output_field=models.PositiveIntegerField(null=True),
        db_persist=True,
    )
    # Direct loss in CNY.
    loss = models.PositiveBigIntegerField(null=True)
    grade = models.PositiveSmallIntegerField(
        null=True, choices=[(grade.value, grade.name) for grade in Grade]
    )

    measure = models.CharField(
        max_length=20, blank=True, choices=[(what.value, what.value) for what in Measure]
    )
    count = models.PositiveIntegerField(null=True)
    wide_effect = models.BooleanField(null=True)

    source = models.SlugField(max_length=40, blank=True, db_index=False)
    own_id = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    reason = models.CharField(max_length=200, blank=True)
    replaced = models.BooleanField(default=False, db_default=False)
    withdrawn = models.BooleanField(default=False, db_default=False)
    recorded_at = models.DateTimeField()
    # The actor's key, as in the audit log.
    by = models.CharField(max_length=80)

    objects: ClassVar[models.Manager["Incident"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["city", "source", "own_id"],
                condition=Q(replaced=False) & ~Q(own_id=""),
                name="incident_told_once",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(reason=""), name="incident_corrected_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | ~Q(corrects=None), name="incident_withdrawn_beside"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.PETITION_VISIT) | Q(persons__gte=1, confidentiality=2),
                name="incident_petition_whole",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.ACCIDENT)
                | Q(
                    deaths__isnull=False,
                    serious_injuries__isnull=False,
                    other_injuries__isnull=False,
                    loss__isnull=False,
                    grade__isnull=False,
                ),
                name="incident_accident_whole",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(kind=Kind.POLICE_FIGURE.value, ends_on__gte=F("happened_on")),
                name="incident_of_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.POLICE_FIGURE) | (~Q(measure="") & Q(count__gte=1)),
                name="incident_figure_whole",
            ),
        ]
        indexes = [
            # What a standard reads: those of a kind that hold, by day.
            models.Index(
                fields=["kind", "happened_on"],
                include=["answers"],
                condition=Q(replaced=False, withdrawn=False),
                name="incident_holding",
            ),
            models.Index(fields=["division", "happened_on"], name="incident_at_division"),
            models.Index(fields=["answers", "happened_on"], name="incident_of_subject"),
            models.Index(fields=["site", "happened_on"], condition=~Q(site=None), name="incident_at_site"),
            models.Index(fields=["matter"], condition=~Q(matter=None), name="incident_of_matter"),
        ]


class ReportClock(models.Model):
    """Until when a level of government is to be told of an accident, and when it was (decision 0027).

    ``due_at`` follows from when the accident happened, its grade, and when the level below was told; it is computed
    anew whenever one of these is said otherwise. A correction of the accident takes its clocks along.
    """

    incident = models.ForeignKey(Incident, models.CASCADE, related_name="clocks", db_index=False)
    reached = models.CharField(max_length=10, choices=[(level.value, level.value) for level in Reached])
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    # Who recorded that it was told: the actor's key, as in the audit log.
    by = models.CharField(max_length=80, blank=True)
    recorded_at = models.DateTimeField(null=True)
    # When whoever has to tell it was reminded, and when the level above was told that it is late.
    warned_at = models.DateTimeField(null=True)
    late_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["ReportClock"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "reached"], name="report_clock_once_a_level"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(told_at=None, late_at=None), name="report_clock_running"
            ),
        ]
