"""What was done: entries, their files, stages, assignments, ratings, relations."""

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KeyTransform

from sanling.domain.matters.models.matter import Matter
from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.models import Division
from sanling.foundation.files.models import StoredFile


class Entry(models.Model):
    """One act in a matter's timeline: a code and its parameters, never a rendered text.

    `unit` held the matter, and it lay in `division`, before the act was done `at` an instant; it was recorded at that
    instant too, unless `recorded_at` says when (offline, or brought from another system).
    """

    class Audience(models.TextChoices):
        PARTY = "party"
        INTERNAL = "internal"
        RESTRICTED = "restricted"

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="entries", db_index=False)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, related_name="+", db_column="division_path", db_index=False
    )
    code = models.SlugField(max_length=40, db_index=False)
    params = models.JSONField(default=dict)
    audience = models.CharField(max_length=12, choices=Audience.choices)
    actor_kind = models.CharField(max_length=10)
    actor_key = models.CharField(max_length=40)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    from_state = models.SlugField(max_length=40, blank=True, db_index=False)
    to_state = models.SlugField(max_length=40, blank=True, db_index=False)
    version = models.PositiveIntegerField()
    # What was ordered or came about together with others: they are told together.
    batch = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["matter", "id"], name="entry_of_matter"),
            models.Index(fields=["batch"], condition=Q(batch__isnull=False), name="entry_of_batch"),
            # By the matter that an act on another one names: few of all acts do.
            models.Index(
                KeyTransform("other", "params"),
                condition=Q(params__has_key="other"),
                name="entry_naming_other",
            ),
        ]


class Attachment(models.Model):
    """A file that came with an entry; who may see it is a part of those who may read the entry."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    evidence = models.BooleanField(default=False)
    audience = models.CharField(
        max_length=12,
        choices=Entry.Audience.choices,
        default=Entry.Audience.INTERNAL,
        db_default=Entry.Audience.INTERNAL,
    )


class Stage(models.Model):
    """A span in one state at one unit."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="stages")
    state = models.SlugField(max_length=40, db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter"], condition=Q(ended_at=None), name="stage_one_current")
        ]


class Assignment(models.Model):
    """A span in which a post (or, jointly, a unit) is charged with a matter."""

    class Kind(models.TextChoices):
        MAIN = "main"
        JOINT = "joint"

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="assignments")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="assignments", db_index=False)
    begun_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.SlugField(max_length=40, blank=True, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=Q(ended_at=None, kind="main"), name="assignment_one_main"
            ),
            models.UniqueConstraint(
                fields=["matter", "unit"],
                condition=Q(ended_at=None, kind="joint"),
                name="assignment_joint_once",
            ),
        ]
        indexes = [
            models.Index(fields=["post", "matter"], name="assignment_of_post"),
            models.Index(
                fields=["unit"], condition=Q(ended_at=None, kind="joint"), name="assignment_joint_of_unit"
            ),
        ]


class Rating(models.Model):
    """What a party thinks: of the result, and of each step's speed (1 to 5)."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="ratings")
    entry = models.OneToOneField(Entry, models.CASCADE, related_name="rating")
    result = models.PositiveSmallIntegerField()
    steps = models.JSONField(default=dict)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(result__range=(1, 5)), name="rating_one_to_five")]


class Relation(models.Model):
    """How one matter stands to another."""

    class Kind(models.TextChoices):
        MERGED_INTO = "merged_into"
        REPEAT_OF = "repeat_of"
        REVIEW_OF = "review_of"
        BORN_FROM = "born_from"
        JOINED_IN = "joined_in"

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="relations")
    other = models.ForeignKey(Matter, models.CASCADE, related_name="related")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "other", "kind"], name="relation_once"),
            models.UniqueConstraint(
                fields=["matter"], condition=Q(kind="merged_into"), name="relation_merged_into_one"
            ),
            models.CheckConstraint(condition=~Q(matter=F("other")), name="relation_to_another"),
        ]
