"""What is counted of each row, and the sums of it; both are states, which the rows they follow from make again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from sanling.domain.territory.fields import PathField


class Fact(models.Model):
    """So many (``amount``) of a measure, on a day at a place, that follow from the row ``source`` of a flow.

    Of what has none, category and channel are empty, unit and bucket 0. ``secrecy`` is the level of confidentiality of
    the row, 9 of one that is concealed from somebody.
    """

    flow = models.CharField(max_length=16)
    source = models.BigIntegerField()
    day = models.DateField()
    place = PathField(max_length=12)
    family = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    secrecy = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=40)
    channel = models.CharField(max_length=20)
    unit = models.BigIntegerField()
    measure = models.CharField(max_length=24)
    bucket = models.SmallIntegerField()
    amount = models.IntegerField()

    objects: ClassVar[models.Manager["Fact"]] = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["flow", "source"], name="fact_of_source"),
            models.Index(fields=["flow", "measure", "place", "day"], name="fact_at_place"),
        ]


class Rollup(models.Model):
    """The sum of facts of a place, whatever lies in it, on a day or in a month by its first day.

    Cut ``by`` category, channel or unit it is of one ``value``; by nothing it is of all (`folding.CELLS`).
    """

    flow = models.CharField(max_length=16)
    level = models.PositiveSmallIntegerField()
    place = PathField(max_length=12)
    monthly = models.BooleanField()
    period = models.DateField()
    family = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    secrecy = models.PositiveSmallIntegerField()
    by = models.CharField(max_length=8)
    value = models.CharField(max_length=40)
    measure = models.CharField(max_length=24)
    bucket = models.SmallIntegerField()
    amount = models.BigIntegerField()

    objects: ClassVar[models.Manager["Rollup"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "flow",
                    "level",
                    "measure",
                    "monthly",
                    "place",
                    "by",
                    "period",
                    "family",
                    "kind",
                    "value",
                    "secrecy",
                    "bucket",
                ],
                name="rollup_once",
            )
        ]
        indexes = [models.Index(fields=["flow"], condition=Q(amount=0), name="rollup_of_nothing")]
