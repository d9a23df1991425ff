"""Sittings: as each was planned, what each side answered and settled beforehand, and who came."""

from django.db import models
from django.db.models import F, Q

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models.sides import Side
from sanling.domain.people.models import Post
from sanling.foundation.files.models import StoredFile
from sanling.foundation.privacy.fields import EncryptedTextField


class Sitting(models.Model):
    """A sitting of a mediator with some sides of a dispute, as it was planned; it never changes.

    One that is moved has ended, and the next ``sequence`` of its ``uid`` stands in its place, as calendars have it
    (RFC 5545, 3.8.7.4). ``ended_for`` is why it was moved or called off, by a code of the profile.
    """

    class Ending(models.TextChoices):
        MOVED = "moved"
        OFF = "off"
        HELD = "held"
        MISSED = "missed"

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+")
    uid = models.UUIDField()
    sequence = models.PositiveSmallIntegerField(default=0)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    planned_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    planned_at = models.DateTimeField()
    # The last instant of which sides and mediator were reminded.
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=6, choices=Ending.choices, blank=True)
    ended_for = models.SlugField(max_length=40, blank=True, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uid", "sequence"], name="sitting_once_a_sequence"),
            models.UniqueConstraint(fields=["uid"], condition=Q(ended_at=None), name="sitting_planned_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="sitting_takes_time"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_how="") | Q(ended_at__isnull=False) & ~Q(ended_how=""),
                name="sitting_ended_somehow",
            ),
        ]
        indexes = [
            models.Index(fields=["post", "begins_at"], name="sitting_of_mediator"),
            models.Index(fields=["begins_at"], condition=Q(ended_at=None), name="sitting_to_come"),
        ]

    def __str__(self) -> str:
        return f"{self.uid} {self.sequence}"


class Attendance(models.Model):
    """A side that is expected at a sitting: by which mode; whether it came and by which, or why it did not.

    ``mode``, ``came_by`` and ``missed_for`` are codes of the profile.
    """

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="attendances", db_index=False)
    side = models.ForeignKey(Side, models.CASCADE, related_name="+", db_index=False)
    mode = models.SlugField(max_length=40, db_index=False)
    came_by = models.SlugField(max_length=40, blank=True, db_index=False)
    missed_for = models.SlugField(max_length=40, blank=True, db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "side"], name="attendance_once_of_a_side"),
            models.CheckConstraint(
                condition=Q(came_by="") | Q(missed_for=""), name="attendance_came_or_missed"
            ),
        ]
        indexes = [models.Index(fields=["side"], name="attendance_of_side")]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.side_id}"


class Reply(models.Model):
    """What a side answered about a sitting, beside each other; the last one holds. ``by_post`` wrote it down."""

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="replies")
    comes = models.BooleanField()
    reason = models.SlugField(max_length=40, blank=True, db_index=False)
    proposed_at = models.DateTimeField(null=True)
    text: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    at = models.DateTimeField()
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(comes=True, reason="", proposed_at=None) | Q(comes=False) & ~Q(reason=""),
                name="reply_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendance_id} {self.comes}"


class Preparation(models.Model):
    """What is settled before a session, as a fact (法释〔2021〕23号 13, 16, 17); the last one of a kind holds.

    "conflicts": the mediator, ``post``, told all sides of conflicts of interest, or has none. "identity": the post
    checked who stands on the side, by ``means`` of the profile. "warning": the side was warned against sham mediation.
    "address": it confirmed the address for service, ``text``. Without a ``post`` the side did so itself.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+", db_index=False)
    side = models.ForeignKey(Side, models.CASCADE, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=10)
    means = models.SlugField(max_length=40, blank=True, db_index=False)
    text: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    at = models.DateTimeField()
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="conflicts", side=None, post__isnull=False)
                | ~Q(kind="conflicts") & Q(side__isnull=False),
                name="preparation_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind="identity", post__isnull=False) & ~Q(means="")
                | ~Q(kind="identity") & Q(means=""),
                name="preparation_checked_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["matter", "id"], name="preparation_of_matter")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.kind}"


class RecordingConsent(models.Model):
    """Whether a side agrees that a sitting is recorded, and that it replaces minutes (法释〔2021〕23号 22); the last
    one holds.
    """

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="consents")
    side = models.ForeignKey(Side, models.CASCADE, related_name="+", db_index=False)
    records = models.BooleanField()
    replaces = models.BooleanField(default=False)
    at = models.DateTimeField()
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(records=True) | Q(replaces=False), name="consent_replaces_what_is_recorded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.side_id}"


class SittingFile(models.Model):
    """A recording of a sitting, or a scan of its signed minutes; for those who read the minutes, and no bundle.

    A recording that was deleted by its own rule leaves the row, without a file.
    """

    class Sort(models.TextChoices):
        RECORDING = "recording"
        PAPER = "paper"

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="files")
    sort = models.CharField(max_length=10, choices=Sort.choices)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)

    def __str__(self) -> str:
        return f"{self.sitting_id} {self.sort}"
