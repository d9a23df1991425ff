"""An export: what was asked for, how far it has come, and where its file lies."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sanling.domain.people.ledgers import ledgers, rows_counted
from sanling.domain.people.ordered import Ordered

BOOK = "xlsx"


class Export(Ordered):
    """One ledger as files, for the post that asked for it and nobody else."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        EXPIRED = "expired"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    ledger = models.CharField(max_length=40, db_default="matters")
    # A workbook, or one of the ledger's own forms.
    form = models.CharField(max_length=10, default=BOOK, db_default=BOOK)
    criteria = models.JSONField(default=dict)
    columns = ArrayField(models.SlugField(max_length=30))
    sort = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    rows = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    left_out = models.PositiveIntegerField(default=0, db_default=0)
    size = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("created_at")),
                name="export_ends_after_it_begins",
            )
        ]
        indexes = [models.Index(fields=["post", "-created_at"], name="export_of_post")]

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Return the endings of its files."""
        return (BOOK,) if self.form == BOOK else ledgers()[self.ledger].forms[self.form].suffixes

    @property
    def counted(self) -> str:
        """Say how many rows, or posters, its files hold."""
        counted = rows_counted if self.form == BOOK else ledgers()[self.ledger].forms[self.form].counted
        return counted(self.rows)

    @property
    def finished(self) -> bool:
        """Tell whether nothing more will happen to it."""
        return self.state not in (self.State.WAITING, self.State.RUNNING)
