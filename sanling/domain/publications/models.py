"""Figures as they were printed: a fact that is recorded, with everything that says how they came about."""

import hashlib
import json
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from sanling.domain.people.models import Post
from sanling.domain.territory.models import Division

# Of what indicators say, with a line each.
RATES = "rates"


class Publication(models.Model):
    """Figures, counted when one person drafted them, and frozen once a second published them.

    The ``sort`` says which room printed them (`sorts.py`): a ranking or a table of an indicator has a line each in
    ``lines``; of any other sort all that is printed stands in ``contents``, and what an indicator was asked is empty.

    A correction is another publication, which ``replaces`` this one; both stay. The database refuses to change what is
    published (migration 0002). What was asked is kept as codes, so that it can be asked again, and in ``words``, so
    that it reads as it did then whatever the profile says later.
    """

    city = models.CharField(max_length=4, db_collation="C")
    sort = models.CharField(max_length=20, db_default=RATES, default=RATES)
    contents = models.JSONField(null=True)
    place = models.ForeignKey(Division, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    remarks = models.TextField(blank=True)
    indicator = models.CharField(max_length=40)
    # Of what the indicator says, and how many wordings of it were published here so far, this one counted.
    digest = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField()
    stock = models.CharField(max_length=40, blank=True)
    numerator = models.CharField(max_length=40, blank=True)
    denominator = models.CharField(max_length=40, blank=True)
    open = models.CharField(max_length=40, blank=True)
    period = models.DateField()
    by = models.CharField(max_length=10, blank=True)
    deep = models.PositiveSmallIntegerField(default=0)
    group = models.CharField(max_length=20, blank=True)
    type = models.CharField(max_length=40, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    zero = models.CharField(max_length=40, blank=True)
    ranked = models.BooleanField()
    words = models.JSONField()
    as_of = models.DateTimeField()
    drafted_by = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    published_at = models.DateTimeField(null=True)
    # The how manieth of the city's in the year it was published in.
    number = models.PositiveIntegerField(null=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    reason = models.CharField(max_length=200, blank=True)

    objects: ClassVar[models.Manager["Publication"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(published_by=F("drafted_by")), name="publication_published_by_another"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None, number=None)
                | Q(published_at__isnull=False, published_by__isnull=False, number__isnull=False),
                name="publication_whole",
            ),
            models.CheckConstraint(
                condition=Q(sort=RATES, contents__isnull=True) | ~Q(sort=RATES) & Q(contents__isnull=False),
                name="publication_of_a_sort",
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(published_at__isnull=False),
                name="publication_replaced_once",
            ),
        ]
        indexes = [models.Index(fields=["city", "-id"], name="publication_of_city")]

    def __str__(self) -> str:
        return self.title

    @property
    def replacement(self) -> "Publication | None":
        """Return what was published in its place; drafts that are to replace it don't yet. Prefetch ``replaced_by``."""
        return next((other for other in self.replaced_by.all() if other.published_at), None)

    @property
    def shown(self) -> str:
        """Return the SHA-256 of all that is printed: what whoever publishes it has read."""
        lines = [line.printed for line in self.lines.all()]
        told = [self.title, self.remarks, self.reason, self.replaces_id, self.ranked, self.contents]
        said: list[Any] = [*told, self.words, self.digest, self.as_of.isoformat(), lines]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class Line(models.Model):
    """A line as it was printed: a unit's, or the last, of all together (``whole``); pairs are above and below."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveIntegerField()
    unit = models.CharField(max_length=40, blank=True)
    whole = models.BooleanField()
    name = models.JSONField()
    rank = models.PositiveIntegerField(null=True)
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    open = models.PositiveIntegerField()
    groups = models.JSONField()
    before = models.JSONField()
    last_year = models.JSONField()

    objects: ClassVar[models.Manager["Line"]] = models.Manager()

    class Meta:
        ordering = ("position",)
        constraints = [models.UniqueConstraint(fields=["publication", "position"], name="line_once")]

    @property
    def printed(self) -> list[Any]:
        """Return all that it says."""
        counts = [self.numerator, self.denominator, self.open]
        return [self.unit, self.name, self.rank, counts, self.groups, self.before, self.last_year]
