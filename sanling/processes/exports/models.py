"""An export: what was asked for, how far it has come, and where its file lies."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Post


class Export(models.Model):
    """One ledger as a file, for the post that asked for it and nobody else."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        EXPIRED = "expired"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    # As which posts it was asked for, then written: its own, and those stood in for. It is theirs only while all are.
    seen_as = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    # About which units its reader was not impartial when it was written: what is concealed from others may stand in it.
    partial_units = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    criteria = models.JSONField(default=dict)
    columns = ArrayField(models.SlugField(max_length=30))
    sort = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    rows = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
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

    def is_for(self, viewer: Viewer) -> bool:
        """Tell whether a viewer may have what was written.

        It still acts as all the posts that saw it, and has come to no unit from which something in it is concealed.
        """
        own = self.post_id == viewer.post_id and {self.post_id} <= set(self.seen_as) <= viewer.post_ids
        return own and viewer.partial_units <= set(self.partial_units)

    @property
    def finished(self) -> bool:
        """Tell whether nothing more will happen to it."""
        return self.state not in (self.State.WAITING, self.State.RUNNING)
