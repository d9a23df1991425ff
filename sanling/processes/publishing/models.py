"""A proposal: what of a city's profile shall change, what would become of it, and who decided on it."""

import hashlib
import json

from django.db import models
from django.db.models import F, Q

from sanling.domain.people.models import Post
from sanling.domain.workflow.models import Definition


class Proposal(models.Model):
    """To publish the profile's folder as it was then, or to move the open matters of a workflow to a version of it."""

    class What(models.TextChoices):
        PROFILE = "profile"
        MATTERS = "matters"

    class State(models.TextChoices):
        COUNTING = "counting"
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        REJECTED = "rejected"
        FAILED = "failed"

    city = models.CharField(max_length=4, db_collation="C")
    what = models.CharField(max_length=10, choices=What.choices)
    # Of the folder that is to be published.
    digest = models.CharField(max_length=64, blank=True, default="")
    # To which version matters are to move, and what states that it lacks are called there.
    definition = models.ForeignKey(Definition, models.PROTECT, null=True, related_name="+", db_index=False)
    states = models.JSONField(default=dict)
    # What would become of it, counted when it was proposed, and what became of it.
    report = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.COUNTING)
    by = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    decided_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="rejected") | ~Q(decided_by=F("by")), name="proposal_decided_by_another"
            ),
            models.UniqueConstraint(
                fields=["city", "what", "definition"],
                nulls_distinct=False,
                condition=Q(state__in=("counting", "waiting", "running")),
                name="proposal_under_way_once",
            ),
        ]

    @property
    def shown(self) -> str:
        """Return the SHA-256 of what it would change and what would become of it: what whoever decides has read."""
        said = [self.what, self.digest, self.definition_id, self.states, self.report]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    @property
    def finished(self) -> bool:
        """Tell whether nothing more will happen to it."""
        return self.state in (self.State.DONE, self.State.REJECTED, self.State.FAILED)
