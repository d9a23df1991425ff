"""Files that posts bring to be taken in, how far each has come, and by which headings a unit's lists are read."""

from typing import Any
from uuid import uuid4

from django.db import models

from sanling.domain.people.models import Unit
from sanling.domain.people.ordered import Ordered
from sanling.foundation.files.models import StoredFile


class Upload(Ordered):
    """One file, for the post that brought it and nobody else: looked at, its columns said, checked, taken in."""

    class State(models.TextChoices):
        LOOKING = "looking"
        # Whoever brought it is to say by which heading each column goes.
        ASKING = "asking"
        CHECKING = "checking"
        CHECKED = "checked"
        APPLYING = "applying"
        DONE = "done"
        FAILED = "failed"
        EXPIRED = "expired"

    UNDER_WAY = (State.LOOKING, State.CHECKING, State.APPLYING)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # Of the room's `imports`.
    sheet = models.CharField(max_length=40)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.LOOKING)
    answers = models.JSONField(default=dict)
    # What the file's sheets are, as `look.Found` says.
    tables = models.JSONField(default=list)
    # By which heading each column goes, by the name of the sheet, by the column's code: of sheets that are read.
    chosen = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    # What becomes of its rows, as `told.py` says.
    report = models.JSONField(default=dict)
    # Why nothing can be done with it, in words.
    problem = models.TextField(blank=True)
    # The ending of the file with the reasons, where rows were refused.
    returned = models.CharField(max_length=5, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["post", "-created_at"], name="upload_of_post")]

    @property
    def under_way(self) -> bool:
        """Tell whether a job is at it."""
        return self.state in self.UNDER_WAY

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows became what."""
        found: dict[str, int] = self.report.get("counts", {})
        return found

    @property
    def causes(self) -> list[dict[str, Any]]:
        """Return what is wrong, the most frequent first."""
        found: list[dict[str, Any]] = self.report.get("causes", [])
        return found


class Layout(models.Model):
    """By which headings a unit's sheet was read last: the same headings again ask nothing."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False)
    sheet = models.CharField(max_length=40)
    # The sheet's name in the file, and a hash of all its headings, in whichever order.
    name = models.CharField(max_length=100, blank=True)
    heads = models.CharField(max_length=64)
    chosen = models.JSONField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "sheet", "name", "heads"], name="layout_once"),
        ]
