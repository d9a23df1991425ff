"""A matter, who is concerned in it, and how it stands to others."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left

from sanling.domain.matters.families import REPORTED
from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.cells import Cell
from sanling.domain.territory.models import Division
from sanling.domain.workflow.models import Definition
from sanling.foundation.privacy.fields import EncryptedTextField
from sanling.foundation.text import SearchField

# What somebody says of themselves.
IDENTITY = ("name", "phone", "citizen_number", "address")
# By what of it a party is found.
INDEXES = ("phone_index", "citizen_number_index", "name_index")
LEVELS = ("city", "county", "township", "village")


def _level_column(width: int) -> Any:
    """Generate a level's path from the division, so that a list at that level is one index range."""
    return models.GeneratedField(
        expression=Left("division", width),
        output_field=models.CharField(max_length=width, db_collation="C"),
        db_persist=True,
    )


class Matter(models.Model):
    """One case, one code: what moves between people under a deadline, where it stands, who holds it and by when.

    What residents bring has words, a channel, a category and a link besides; other families of kinds need none of them,
    and keep what is theirs in rows of their room beside this one (docs/decisions/0013). A list, a count and a heap are
    of one family, by which their indexes begin.
    """

    number = models.CharField(max_length=24, unique=True, db_collation="C")
    division = models.ForeignKey(
        Division, models.PROTECT, related_name="+", db_column="division_path", db_index=False
    )
    city = _level_column(4)
    county = _level_column(6)
    township = _level_column(9)
    village = _level_column(12)
    definition = models.ForeignKey(Definition, models.PROTECT, related_name="+", db_index=False)
    family = models.SlugField(max_length=20, default=REPORTED, db_default=REPORTED, db_index=False)
    kind = models.SlugField(max_length=40, db_index=False)
    # Of a kind without categories: none, of version 0.
    category = models.SlugField(max_length=40, blank=True, db_index=False)
    category_version = models.PositiveSmallIntegerField(default=1)
    state = models.SlugField(max_length=40, db_index=False)
    open = models.BooleanField(default=True)
    outcome = models.SlugField(max_length=40, blank=True, db_index=False)
    title = models.CharField(max_length=80)
    text = models.TextField(blank=True)
    place = models.CharField(max_length=200, blank=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    channel = models.SlugField(max_length=20, blank=True, db_index=False)
    scanned_code = models.CharField(max_length=64, blank=True)
    scale = models.PositiveSmallIntegerField(default=1)
    headcount = models.PositiveIntegerField(default=1)
    confidentiality = models.PositiveSmallIntegerField(default=0)
    # A report against a unit or person: the accused may not even see that it exists (信访工作条例 30).
    concealed = models.BooleanField(default=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="held", db_index=False)
    assignee = models.ForeignKey(Post, models.PROTECT, null=True, related_name="assigned", db_index=False)
    registered_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    registered_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # The nearest of the running clocks, kept by `timing.py` so that lists sort without joining.
    due_at = models.DateTimeField(null=True)
    due_provisional = models.BooleanField(default=False, db_default=False)
    warn_at = models.DateTimeField(null=True)
    paused = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    # Its number in the system that it was brought from, in the one spelling of codes; "" where it began here.
    earlier_number = models.CharField(max_length=60, blank=True, default="", db_default="")
    # The resident's own link; whoever holds it acts as the party.
    link_digest = models.BinaryField(max_length=32, unique=True, null=True)
    # The link that staff were shown when they registered for somebody: it tells how far the matter is, no more.
    shown_digest = models.BinaryField(max_length=32, unique=True, null=True)
    search = SearchField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(scale__in=(1, 2, 3)), name="matter_scale_gb_t_31000"),
            models.CheckConstraint(condition=Q(headcount__gte=1), name="matter_has_heads"),
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__range=(-180, 180), lat__range=(-90, 90)),
                name="matter_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(open=True, ended_at=None) | Q(open=False, ended_at__isnull=False),
                name="matter_open_or_ended",
            ),
            models.CheckConstraint(
                condition=~Q(family=REPORTED)
                | ~Q(channel="") & ~Q(category="") & Q(link_digest__isnull=False),
                name="matter_reported_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(family=REPORTED) | Q(channel="", link_digest=None, shown_digest=None),
                name="matter_of_no_resident",
            ),
            models.UniqueConstraint(
                fields=["earlier_number", "city"],
                condition=~Q(earlier_number=""),
                name="matter_earlier_number_once",
            ),
        ]
        # Lists are read by (family, level, sort key) or (family, level, state, sort key), never by a prefix range and
        # a sort.
        indexes = [
            *(
                models.Index(fields=["family", level, "-registered_at", "-id"], name=f"matter_in_{level}")
                for level in LEVELS
            ),
            *(
                models.Index(
                    fields=["family", level, "state", "-registered_at", "-id"],
                    name=f"matter_in_{level}_by_state",
                )
                for level in LEVELS
            ),
            *(
                models.Index(
                    fields=["family", level, "due_at", "id"],
                    condition=Q(open=True),
                    name=f"matter_open_in_{level}",
                )
                for level in LEVELS
            ),
            # A township and a village have few enough to be sorted.
            *(
                models.Index(
                    fields=["family", level, "ended_at", "id"],
                    condition=Q(open=False),
                    name=f"matter_ended_in_{level}",
                )
                for level in LEVELS[:2]
            ),
            # What few matters have: found by its own index, and sorted then.
            *(
                models.Index(fields=[column], name=f"matter_by_{column}")
                for column in ("kind", "category", "channel", "outcome", "confidentiality")
            ),
            *(
                models.Index(
                    fields=[column], condition=Q((f"{column}__isnull", False)), name=f"matter_by_{column}"
                )
                for column in ("due_at", "assignee")
            ),
            # What was settled on a day is found by its room the night after.
            models.Index(
                fields=["resolved_at"], condition=Q(resolved_at__isnull=False), name="matter_by_resolved_at"
            ),
            models.Index(
                fields=["scanned_code"], condition=~Q(scanned_code=""), name="matter_by_scanned_code"
            ),
            models.Index(fields=["family", "unit", "-registered_at", "-id"], name="matter_at_unit"),
            models.Index(
                fields=["family", "unit", "due_at", "id"], condition=Q(open=True), name="matter_open_at_unit"
            ),
            models.Index(
                fields=["family", "assignee", "due_at", "id"],
                condition=Q(open=True),
                name="matter_open_with_post",
            ),
            models.Index(
                fields=["registered_by"],
                condition=Q(registered_by__isnull=False),
                name="matter_registered_by",
            ),
            # Clusters of the map are counted in it alone, so it holds what decides who sees a matter by its place.
            models.Index(
                Cell("lon", "lat"),
                include=[
                    *("id", "lon", "lat", *LEVELS),
                    *("family", "kind", "confidentiality", "concealed"),
                ],
                condition=Q(open=True, lon__isnull=False),
                name="matter_open_in_cell",
            ),
            # The same for who sees a county or less: it is read alone, however many points the city has.
            models.Index(
                F("county"),
                Cell("lon", "lat"),
                include=[
                    *("id", "lon", "lat", *(column for column in LEVELS if column != "county")),
                    *("family", "kind", "confidentiality", "concealed"),
                ],
                condition=Q(open=True, lon__isnull=False),
                name="matter_open_in_county_cell",
            ),
            GinIndex(fields=["search"], name="matter_search"),
        ]

    def __str__(self) -> str:
        return self.number


class Sequence(models.Model):
    """The last number given in a city on a day."""

    city = models.CharField(max_length=4, db_collation="C")
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city", "day"], name="sequence_once_a_day")]


class Participation(models.Model):
    """A unit that holds or held a matter, or joins in it; it stays able to see it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="participations", db_index=False)
    registered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "unit"], name="participation_once")]
        indexes = [models.Index(fields=["unit", "-registered_at"], name="participation_of_unit")]


class Party(models.Model):
    """A person, a unit, or somebody only described, in a role in this matter.

    What was said of a person here stays here: another matter shows, sends and opens nothing by it. That two parties of
    a city are one person is told by the blind index of the phone or citizen number, and by nothing else.
    """

    class Role(models.TextChoices):
        APPLICANT = "applicant"
        RESPONDENT = "respondent"
        RATED = "rated"
        ADDRESSEE = "addressee"
        INFORMANT = "informant"
        WITNESS = "witness"
        REPRESENTATIVE = "representative"
        GUARDIAN = "guardian"

    # A unit in one of these roles is what the matter is about: it gets no sight of it by that, and never learns who
    # brought it. An addressee takes part.
    ABOUT = frozenset({Role.RESPONDENT, Role.RATED})

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="parties")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    description = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=20, choices=Role.choices)
    headcount = models.PositiveIntegerField(default=1)
    closed_session = models.BooleanField(default=False)
    no_publication = models.BooleanField(default=False)
    # Since when it agrees to be told of each step by text message (个人信息保护法 14); taken back, there is no instant.
    agreed_to_messages_at = models.DateTimeField(null=True)
    name = EncryptedTextField(blank=True)
    phone = EncryptedTextField(blank=True)
    citizen_number = EncryptedTextField(blank=True)
    address = EncryptedTextField(blank=True)
    phone_index = models.BinaryField(max_length=32, null=True)
    citizen_number_index = models.BinaryField(max_length=32, null=True)
    name_index = models.BinaryField(max_length=32, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(unit=None) | Q(**{f"{name}__isnull": True for name in IDENTITY}),
                name="party_is_one",
            )
        ]
        indexes = [
            models.Index(
                fields=[column], condition=Q((f"{column}__isnull", False)), name=f"party_by_{column}"
            )
            for column in INDEXES
        ]

    @property
    def is_person(self) -> bool:
        """Tell whether anything is said of a person."""
        return any(getattr(self, name) for name in IDENTITY)
