"""A batch: what a post ordered to be done with many matters, and what became of each."""

import json
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q

from sanling.domain.matters.models import Matter
from sanling.domain.people.ordered import Ordered
from sanling.foundation.privacy.fields import EncryptedTextField


class Batch(Ordered):
    """One order, for the post that gave it and nobody else: a verb, what its form holds, and the matters picked."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    verb = models.SlugField(max_length=40)
    # The post that is charged, where one is.
    charged = models.BigIntegerField(null=True)
    # What else its form holds, as JSON, by the names of the list's form. Words about people may stand in it: it is gone
    # as soon as the batch is worked off.
    form: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    language = models.CharField(max_length=10)
    total = models.PositiveIntegerField()
    # So many of them were not there, or not to be seen, when it was ordered.
    unseen = models.PositiveIntegerField(default=0)
    # So many are judged, and so many of them done.
    judged = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["post", "-created_at"], name="batch_of_post")]

    @property
    def said(self) -> dict[str, Any]:
        """What its form holds; nothing once it is worked off."""
        return json.loads(self.form) if self.form else {}

    @property
    def finished(self) -> bool:
        """Tell whether nothing more will happen to it."""
        return self.finished_at is not None


class Pick(models.Model):
    """A matter of a batch in the version that was seen, and once it is judged, what was done or why it was not."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="picks", db_index=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    done = models.BooleanField(null=True)
    said = models.TextField(blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "matter"], name="pick_once")]
        indexes = [
            models.Index(fields=["batch", "done", "id"], name="pick_of_batch"),
            models.Index(fields=["batch", "matter"], condition=Q(done=None), name="pick_to_be_judged"),
        ]
