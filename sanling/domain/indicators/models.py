"""Sums of what rooms count, by place and by what was counted; computed from rows, and the same whenever it is again."""

from typing import ClassVar

from django.db import models

from sanling.domain.territory.fields import PathField


class Tally(models.Model):
    """How many rows of a stock a measure counts at a place in a period, of one group, type and sector.

    What lies above a ``level`` (the width of its paths) is summed from that level alone. None stands for no rows.
    """

    stock = models.CharField(max_length=40)
    period = models.DateField()
    level = models.PositiveSmallIntegerField()
    place = PathField(max_length=12)
    group = models.CharField(max_length=20)
    type = models.CharField(max_length=40)
    sector = models.CharField(max_length=40, blank=True)
    measure = models.CharField(max_length=40)
    zero = models.CharField(max_length=40, blank=True)
    count = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["Tally"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["stock", "period", "level", "place"], name="tally_at_place")]


class Tallied(models.Model):
    """When a city's period of a stock was summed last: its numbers are as of then."""

    stock = models.CharField(max_length=40)
    city = models.CharField(max_length=4, db_collation="C")
    period = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stock", "city", "period"], name="tallied_period_once")
        ]
