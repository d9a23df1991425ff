"""What is counted of each row, and the sums of it; both are states, which the rows they follow from make again.

Facts of a row lie in one row of theirs, and the sums of a place and a period in one, as arrays side by side: there are
a tenth as many rows to write and to find as there are numbers. `Fact` and `Rollup` read them one by one.
"""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Func, Q

from sanling.domain.territory.fields import PathField

if TYPE_CHECKING:
    _Field = models.Field[Any, Any]
else:
    _Field = models.Field

_ROW_KEYS = ("flow", "source", "category")
_SUM_KEYS = (
    *("flow", "level", "by", "monthly", "distributed"),
    *("place", "period", "family", "kind", "value", "secrecy"),
)


class ExtentField(_Field):
    """Where and when facts of a row are: a box from place to place, read as numbers, and from first day to last."""

    def db_type(self, connection: Any) -> str:
        """Return PostgreSQL's type."""
        return "box"


class _OfRow(models.Model):
    """What facts of a row say of it."""

    flow = models.CharField(max_length=16)
    source = models.BigIntegerField()
    place = PathField(max_length=12)
    family = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    secrecy = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=40)
    channel = models.CharField(max_length=20)

    class Meta:
        abstract = True


class _OfSum(models.Model):
    """What sums are of."""

    flow = models.CharField(max_length=16)
    level = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=8)
    monthly = models.BooleanField()
    distributed = models.BooleanField()
    place = PathField(max_length=12)
    period = models.DateField()
    family = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    value = models.CharField(max_length=40)
    secrecy = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True


class Counted(_OfRow):
    """All facts of the row ``source`` of a flow and of one category, by their days: so many (``amounts``) of a measure.

    Of what has none, category and channel are empty, unit and bucket 0. ``secrecy`` is the level of confidentiality of
    the row, 9 of one that is concealed from somebody.
    """

    pk = models.CompositePrimaryKey(*_ROW_KEYS)
    days = ArrayField(models.DateField())
    units = ArrayField(models.BigIntegerField())
    measures = ArrayField(models.CharField(max_length=24))
    buckets = ArrayField(models.SmallIntegerField())
    amounts = ArrayField(models.BigIntegerField())

    objects: ClassVar[models.Manager["Counted"]] = models.Manager()

    class Meta:
        indexes = [
            GistIndex(Func("place", "days", function="figures_extent"), name="counted_extent"),
            # Few are concealed, and each question asks for them apart.
            models.Index(fields=["flow", "place"], condition=Q(secrecy=9), name="counted_concealed"),
        ]


class Summed(_OfSum):
    """The sums of all facts at a place, whatever lies in it, on a day or in a month by its first day.

    Cut ``by`` category, channel or unit they are of one ``value``; by nothing they are of all (`folding.CELLS`).
    Durations, which are ``distributed`` over many buckets, lie apart from what is only counted.
    """

    pk = models.CompositePrimaryKey(*_SUM_KEYS)
    measures = ArrayField(models.CharField(max_length=24))
    buckets = ArrayField(models.SmallIntegerField())
    amounts = ArrayField(models.BigIntegerField())

    objects: ClassVar[models.Manager["Summed"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["flow"], condition=Q(amounts=[]), name="summed_to_nothing")]


class Fact(_OfRow):
    """So many (``amount``) of a measure, on a day at a place, that follow from the row ``source``, of `Counted`."""

    pk = models.CompositePrimaryKey(*_ROW_KEYS, "day", "measure", "unit", "bucket")
    extent = ExtentField()
    day = models.DateField()
    unit = models.BigIntegerField()
    measure = models.CharField(max_length=24)
    bucket = models.SmallIntegerField()
    amount = models.BigIntegerField()

    objects: ClassVar[models.Manager["Fact"]] = models.Manager()

    class Meta:
        managed = False


class Rollup(_OfSum):
    """The sum of one measure, and of a duration in one bucket, at a place and in a period, of `Summed`."""

    pk = models.CompositePrimaryKey(*_SUM_KEYS, "measure", "bucket")
    measure = models.CharField(max_length=24)
    bucket = models.SmallIntegerField()
    amount = models.BigIntegerField()

    objects: ClassVar[models.Manager["Rollup"]] = models.Manager()

    class Meta:
        managed = False
