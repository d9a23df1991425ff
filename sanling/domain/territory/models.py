"""Divisions as the city governs them, beside the codes under which the state counts them."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from sanling.domain.territory.fields import PathField
from sanling.domain.territory.rules import Level

PATH_WIDTH = 18


class Division(models.Model):
    """A division or grid; ``path`` is the management tree, ``official_code`` the statistical one."""

    path = PathField(max_length=PATH_WIDTH, primary_key=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="children", db_column="parent_path"
    )
    level = models.PositiveSmallIntegerField(choices=[(level.value, level.name.lower()) for level in Level])
    name = models.CharField(max_length=80)
    pinyin = models.CharField(max_length=240, blank=True)
    initials = models.CharField(max_length=40, blank=True)
    official_code = PathField(max_length=12, null=True, unique=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level=Length("path")), name="division_level_is_width"),
            models.CheckConstraint(condition=Q(path__regex=r"^[0-9]+$"), name="division_path_is_digits"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="division_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormerCode(models.Model):
    """An official code that a division once had."""

    division = models.ForeignKey(Division, models.CASCADE, related_name="former_codes")
    code = PathField(max_length=12)
    valid_until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "valid_until"], name="former_code_once")]


class Succession(models.Model):
    """A merge or a split: what took the place of a division that ended, and when."""

    predecessor = models.ForeignKey(Division, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Division, models.PROTECT, related_name="predecessions")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_is_to_another_division"
            ),
        ]


class Boundary(models.Model):
    """A division's outline (WKB, degrees, GCJ-02 or WGS-84 as its source says) for a span of time."""

    division = models.ForeignKey(Division, models.CASCADE, related_name="boundaries")
    wkb = models.BinaryField()
    demonstration = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division"], condition=Q(valid_until=None), name="boundary_one_current"
            )
        ]


class Redrawing(models.Model):
    """Lines that were moved together: which outlines ended, which began, by whose decision, and whether it holds."""

    city = PathField(max_length=4)
    # What was opened, and the deepest divisions whose outlines changed.
    place = PathField(max_length=PATH_WIDTH)
    parts = ArrayField(PathField(max_length=PATH_WIDTH))
    on = models.DateField()
    basis = models.CharField(max_length=200)
    drawn_at = models.DateTimeField()
    drawn_by = models.CharField(max_length=60)
    ended = ArrayField(models.BigIntegerField())
    begun = ArrayField(models.BigIntegerField())
    # Divisions began or ended with it: that can't be taken back.
    reorganised = models.BooleanField(default=False, db_default=False)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=60, default="")

    class Meta:
        indexes = [models.Index(fields=["city", "-drawn_at"], name="redrawing_by_city")]


class Edition(models.Model):
    """The stamp of a city's territory; each change gives another, so that a process knows its copy is old."""

    city = PathField(max_length=4, primary_key=True)
    stamp = models.UUIDField(default=uuid4)


class CodePoint(models.Model):
    """A place where a poster with a code hangs; a scan tells where the resident stands."""

    code = PathField(max_length=32, unique=True)
    division = models.ForeignKey(Division, models.PROTECT, related_name="code_points")
    place = models.CharField(max_length=120)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    # What stands there, where another room keeps a list of such: its type and its code in that list.
    type = models.SlugField(max_length=40, blank=True, default="", db_default="", db_index=False)
    of = PathField(max_length=32, blank=True, default="", db_default="")
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lon=None, lat=None) | Q(lon__range=(-180, 180), lat__range=(-90, 90)),
                name="code_point_on_earth",
            )
        ]
        indexes = [models.Index(fields=["of"], condition=~Q(of=""), name="code_point_of")]


class CodePointDay(models.Model):
    """How often the report of a code point was opened on a day."""

    code_point = models.ForeignKey(CodePoint, models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    opened = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code_point", "day"], name="code_point_day_once")]
