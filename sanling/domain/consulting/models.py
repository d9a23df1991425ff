"""Whether whoever asked agrees to publication, and what is published: questions and answers as texts of their own."""

import hashlib
import json
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from sanling.domain.matters.models import Matter
from sanling.domain.people.models import Post, Unit
from sanling.foundation.text import SearchField


class Consent(models.Model):
    """That whoever asked agrees to publication, or no longer does: the last one counts.

    ``by_post`` wrote it down for who said it by phone or in person.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+")
    agrees = models.BooleanField()
    at = models.DateTimeField()
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)

    objects: ClassVar[models.Manager["Consent"]] = models.Manager()


class Answer(models.Model):
    """A question with its answer, without a person in it: drafted by one, published by a second, and frozen then.

    A correction is another, which ``replaces`` this one; both stay. What was published can only be withdrawn. The
    database sees to both (migration 0002). ``office`` is what the unit was called that answered.
    """

    class Withdrawn(models.TextChoices):
        CONSENT = "consent"
        FAULT = "fault"
        REPLACED = "replaced"

    city = models.CharField(max_length=4, db_collation="C")
    # Gone with the matter, once its time of retention is over: what is published names nobody.
    matter = models.ForeignKey(Matter, models.SET_NULL, null=True, related_name="+")
    code = models.CharField(max_length=24, unique=True, db_collation="C")
    category = models.SlugField(max_length=40, blank=True, db_index=False)
    title = models.CharField(max_length=80)
    question = models.TextField()
    answer = models.TextField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    office = models.CharField(max_length=120)
    answered_on = models.DateField()
    drafted_by = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    withdrawn_for = models.CharField(max_length=8, choices=Withdrawn.choices, blank=True)
    remark = models.CharField(max_length=200, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    search = SearchField()

    objects: ClassVar[models.Manager["Answer"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(published_by=F("drafted_by")), name="answer_published_by_another"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None, withdrawn_at=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="answer_whole",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_for="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_for=""),
                name="answer_withdrawn_for",
            ),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(published_at=None), name="answer_one_draft"
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(published_at__isnull=False, withdrawn_at=None),
                name="answer_one_stands",
            ),
        ]
        indexes = [
            models.Index(
                fields=["city", "-published_at"],
                condition=Q(published_at__isnull=False, withdrawn_at=None),
                name="answer_standing",
            ),
            GinIndex(fields=["search"], name="answer_search"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stands(self) -> bool:
        """Tell whether it is published and not withdrawn."""
        return self.published_at is not None and self.withdrawn_at is None

    @property
    def shown(self) -> str:
        """Return the SHA-256 of all that is published: what whoever publishes it has read."""
        said = [self.title, self.question, self.answer, self.category, self.office]
        told = [*said, self.answered_on.isoformat(), self.replaces_id]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()
