"""Units, posts and what each is in charge of."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from sanling.domain.territory.models import Division
from sanling.foundation.finding import NamesField
from sanling.foundation.labels import Label
from sanling.foundation.privacy.fields import EncryptedTextField


class Unit(models.Model):
    """An office, department, station or committee of a city; kinds and roles are named by the city's profile."""

    code = models.SlugField(max_length=60, db_index=False)
    kind = models.SlugField(max_length=40, db_index=False)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    division = models.ForeignKey(Division, models.PROTECT, related_name="units")
    city = models.GeneratedField(
        expression=models.functions.Left("division", 4),
        output_field=models.CharField(max_length=4, db_collation="C"),
        db_persist=True,
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    phone = models.CharField(max_length=32, blank=True)
    address = models.CharField(max_length=120, blank=True)
    # Who is reached when the office is closed, too, and when it is open, in the one spelling of `foundation.opening`.
    duty_phone = models.CharField(max_length=32, blank=True, default="", db_default="")
    hours = models.CharField(max_length=80, blank=True, default="", db_default="")
    # What a sector department is in charge of: matter kinds, categories or subject types by their profile codes.
    lines = ArrayField(models.SlugField(max_length=40), default=list)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    found_by = NamesField(follows=("name", "name_en"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["city", "code"], name="unit_code_once_a_city"),
            NamesField.kept_right("name", "name_en", column="found_by", name="unit_found_by_its_name"),
        ]
        indexes = [
            models.Index(fields=["division", "kind"], name="unit_at_division"),
            GinIndex(fields=["found_by"], name="unit_found_by"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the language of the page, as far as there is one."""
        return str(Label(zh=self.name, en=self.name_en or self.name))


class Appointment(models.Model):
    """One act of giving posts, by whom and when, and who decided on those of them that needed a second person."""

    by = models.ForeignKey("Post", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    decided_by = models.ForeignKey("Post", models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    # When the unit above was told, with others of the day.
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(decided_by=F("by")), name="appointment_decided_by_another"),
        ]
        indexes = [models.Index(fields=["at"], condition=Q(told_at=None), name="appointment_untold")]


class Post(models.Model):
    """A person in a role at a unit, from one instant to another; a person may hold several.

    While it is ``waiting`` for a second person's confirmation it is not held and reaches nothing.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    role = models.SlugField(max_length=40, db_index=False)
    name = models.CharField(max_length=60)
    # Shown to residents beside the post: the duty phone, never a private one.
    phone = models.CharField(max_length=32, blank=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    # Of posts that the system gave (on the machine, for a demonstration) there is none.
    appointment = models.ForeignKey(Appointment, models.PROTECT, null=True, related_name="posts")
    waiting = models.BooleanField(default=False, db_default=False)
    found_by = NamesField(follows=("name",))

    class Meta:
        constraints = [
            NamesField.kept_right("name", column="found_by", name="post_found_by_its_name"),
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(ends_at=None), name="post_held_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("begins_at")), name="post_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "role"], name="post_of_unit"),
            models.Index(fields=["appointment"], condition=Q(waiting=True), name="post_waiting"),
            GinIndex(fields=["found_by"], name="post_found_by"),
        ]

    def __str__(self) -> str:
        return self.name


class Jurisdiction(models.Model):
    """One division of the set that a post answers for."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="jurisdictions")
    division = models.ForeignKey(Division, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "division"], name="jurisdiction_once")]


class SectorLine(models.Model):
    """One line that a post is narrowed to (a matter kind or category); none at all means every line."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="sector_lines")
    line = models.SlugField(max_length=40, db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "line"], name="sector_line_once")]


class Substitution(models.Model):
    """While a post is on leave another acts for it, with its reach."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="substitutions")
    substitute = models.ForeignKey(Post, models.CASCADE, related_name="substitutes_for")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="substitution_span"),
            models.CheckConstraint(condition=~Q(post=F("substitute")), name="substitution_by_another"),
        ]


class DutyDay(models.Model):
    """Who has the duty of a unit on a day (值班), a fact: what was arranged last holds, beside what was before."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="duty_days", db_index=False)
    day = models.DateField()
    # Nobody, where a day that was planned is left free.
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="duty_days")
    # Of what the system arranged (for a demonstration) there is none.
    arranged_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    arranged_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "day", "-id"], name="duty_of_unit_by_day")]


class AccessToken(models.Model):
    """A bearer token of another system; it acts as one post, can be narrowed to scopes, and ends.

    It works from when the post's holder accepts it, and has no secret before.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.BinaryField(max_length=32, unique=True, null=True)
    scopes = ArrayField(models.SlugField(max_length=30), default=list)
    created_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


def _decided_by_another(name: str) -> list[models.BaseConstraint]:
    """Return what holds of a change of an account: one waits at most, and nobody decides what they asked for."""
    return [
        models.UniqueConstraint(fields=["user"], condition=Q(decided_at=None), name=f"{name}_waits_once"),
        models.CheckConstraint(condition=~Q(decided_by=F("by")), name=f"{name}_decided_by_another"),
    ]


class AccountChange(models.Model):
    """What an administrator asked for somebody's account, and what a second person decided."""

    by = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    decided_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_at = models.DateTimeField(null=True)
    confirmed = models.BooleanField(null=True)

    class Meta:
        abstract = True


class PhoneChange(AccountChange):
    """Another phone for an account. The number is gone once it is decided: the account has it, or nobody needs it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="phone_changes")
    phone: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)

    class Meta:
        constraints = _decided_by_another("phone_change")


class WeComChange(AccountChange):
    """The member of WeCom that an account is to be."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="wecom_changes")
    wecom_id = models.CharField(max_length=64)

    class Meta:
        constraints = _decided_by_another("wecom_change")
