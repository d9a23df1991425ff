"""Deadlines as rows, their pauses and each act that moved one."""

from django.db import models
from django.db.models import F, Q

from sanling.domain.matters.models.history import Assignment, Entry, Stage
from sanling.domain.matters.models.matter import Matter


class Clock(models.Model):
    """A deadline of its own: it belongs to a matter, a stage or an assignment, and moves only by a recorded act.

    How it ended: done, by the act that it waits for; dropped, because what it waited for is not needed any more.
    """

    class Ended(models.TextChoices):
        DONE = "done"
        DROPPED = "dropped"

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="clocks")
    stage = models.ForeignKey(Stage, models.CASCADE, null=True, related_name="clocks", db_index=False)
    assignment = models.ForeignKey(
        Assignment, models.CASCADE, null=True, related_name="clocks", db_index=False
    )
    code = models.SlugField(max_length=40, db_index=False)
    allowance = models.CharField(max_length=12)
    started_at = models.DateTimeField()
    warn_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    provisional = models.BooleanField(default=False)
    warned_at = models.DateTimeField(null=True)
    late_at = models.DateTimeField(null=True)
    paused_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=8, choices=Ended.choices, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gte=F("started_at")), name="clock_due_after_start"),
            models.CheckConstraint(
                condition=Q(ended_how="") | Q(stopped_at__isnull=False), name="clock_ended_when_stopped"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(stopped_at=None, paused_at=None, late_at=None),
                name="clock_to_become_late",
            ),
            models.Index(
                fields=["warn_at"],
                condition=Q(stopped_at=None, paused_at=None, late_at=None, warned_at=None),
                name="clock_to_be_warned",
            ),
            models.Index(
                fields=["assignment"], condition=Q(assignment__isnull=False), name="clock_of_assignment"
            ),
        ]

    @property
    def of_stage(self) -> bool:
        """Tell whether it ends with a stage."""
        return self.stage_id is not None

    @property
    def of_assignment(self) -> bool:
        """Tell whether it ends with an assignment."""
        return self.assignment_id is not None


class ClockPause(models.Model):
    """A span that a clock does not count."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="pauses")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock"], condition=Q(ended_at=None), name="clock_paused_once")
        ]


class ClockChange(models.Model):
    """A recorded act that moved a clock: an extension, a pause, or the year's holidays becoming known."""

    clock = models.ForeignKey(Clock, models.CASCADE, related_name="changes")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="clock_changes")
    was_due_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
