"""The sides of a dispute: who stands on each, what each answered when it was asked, and what each said."""

from django.db import models
from django.db.models import Q

from sanling.domain.matters.models import Matter, Party
from sanling.domain.people.models import Post
from sanling.foundation.files.models import StoredFile
from sanling.foundation.privacy.fields import EncryptedTextField


class Side(models.Model):
    """One side of a dispute: whoever brought it, or one of those whom it is with.

    The former consents by bringing it; each of the others is asked, and mediation is begun against nobody's clear
    refusal (人民调解法 17). ``link_digest`` is of the side's own secret link, ``handed_by`` the post that it was shown
    to, on a printed invitation; a link that went by message nobody saw. ``notice_read_at`` is when the notice of
    rights and duties was read and confirmed (23, 24), under ``notice_version``; ``by_post`` who wrote an answer down
    for a side that has no phone.
    """

    class Role(models.TextChoices):
        APPLICANT = "applicant"
        RESPONDENT = "respondent"

    class Answer(models.TextChoices):
        CONSENTS = "consents"
        REFUSES = "refuses"

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+", db_index=False)
    nth = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=12, choices=Role.choices)
    is_minor = models.BooleanField(default=False)
    # What a side is told of the dispute before it answers, in the mediator's words.
    summary: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    asked_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField(null=True)
    link_digest = models.BinaryField(max_length=32, unique=True, null=True)
    handed_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True)
    notice_version = models.PositiveSmallIntegerField(null=True)
    notice_read_at = models.DateTimeField(null=True)
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "nth"], name="side_numbered_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | ~Q(answer="") & Q(answered_at__isnull=False),
                name="side_answered_at_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(notice_read_at=None) | Q(notice_version__isnull=False),
                name="side_read_some_notice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.nth}"


class Member(models.Model):
    """Somebody on a side: the party itself, its representative, or the guardian of a minor."""

    class Capacity(models.TextChoices):
        SELF = "self"
        REPRESENTATIVE = "representative"
        GUARDIAN = "guardian"

    side = models.ForeignKey(Side, models.CASCADE, related_name="members")
    party = models.OneToOneField(Party, models.CASCADE, related_name="+")
    capacity = models.CharField(max_length=16, choices=Capacity.choices)
    # The day of the letter by which a representative was delegated.
    delegated_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["side"], condition=Q(capacity="self"), name="member_one_self_of_a_side"
            ),
            models.CheckConstraint(
                condition=~Q(capacity="representative") | Q(delegated_on__isnull=False),
                name="member_delegated_by_letter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side_id} {self.capacity}"


class Saying(models.Model):
    """What a side said or was told, beside each other and never over.

    A statement is for whoever has the dispute; a proposed time too, ``proposed_at``. What is said between a side and
    the mediator alone (``PRIVATE``) is read by that side and by the post that it was said to or by, ``with_post``, and
    goes into no file, export, search or bundle for a court (法释〔2021〕23号 18). ``post`` is the staff who said it.

    What is said in the online room (``ROOM``) is read by all who take part in the dispute, ``matter``; it is of no side
    where staff said it. ``corrects`` is what the same said before and says anew.
    """

    class Kind(models.TextChoices):
        STATEMENT = "statement"
        TIME = "time"
        PRIVATE = "private"
        ROOM = "room"

    side = models.ForeignKey(Side, models.CASCADE, null=True, related_name="sayings")
    matter = models.ForeignKey(Matter, models.CASCADE, null=True, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    corrects = models.ForeignKey("self", models.CASCADE, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    with_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="private", with_post__isnull=False) | ~Q(kind="private") & Q(with_post=None),
                name="saying_private_with_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind="time", proposed_at__isnull=False) | ~Q(kind="time") & Q(proposed_at=None),
                name="saying_of_a_time_names_it",
            ),
            models.CheckConstraint(
                condition=Q(kind="room", matter__isnull=False)
                | ~Q(kind="room") & Q(matter=None, side__isnull=False),
                name="saying_to_a_side_or_to_all",
            ),
        ]
        indexes = [
            models.Index(fields=["matter", "id"], name="saying_in_a_room", condition=Q(kind="room")),
        ]

    def __str__(self) -> str:
        return f"{self.side_id} {self.kind}"
