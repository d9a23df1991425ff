"""Deadlines as rows, their pauses and each act that moved one."""

from django.db import models
from django.db.models import F, Q

from sanling.domain.matters.models.history import Assignment, Entry, Stage
from sanling.domain.matters.models.matter import Matter

# Clocks that may become late, and those that may be warned of.
LATE = {"stopped_at": None, "paused_at": None, "late_at": None}
WARN = {**LATE, "warned_at": None}


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
    # The large batch that started it: it is scanned in the lane of these.
    batch = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_at__gte=F("started_at")), name="clock_due_after_start"),
            models.CheckConstraint(
                condition=Q(ended_how="") | Q(stopped_at__isnull=False), name="clock_ended_when_stopped"
            ),
        ]
        indexes = [
            # A lane for what goes one by one, and one for what comes in bulk: neither is read to find the other.
            *(
                models.Index(
                    fields=[column],
                    condition=Q(batch__isnull=not bulk, **running),
                    name=f"clock_{name}_{lane}",
                )
                for bulk, lane in ((False, "alone"), (True, "in_bulk"))
                for column, name, running in (("due_at", "late", LATE), ("warn_at", "warn", WARN))
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
