"""What the room keeps of its own: the squares there are."""

from typing import ClassVar

from django.db import models

from sanling.domain.people.models import Unit
from sanling.domain.territory.models import Division


class Square(models.Model):
    """A square, where it lies, who keeps it, and the line of the departments that it concerns."""

    name = models.CharField(max_length=40)
    division = models.ForeignKey(Division, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    line = models.SlugField(max_length=40, db_index=False)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)

    objects: ClassVar[models.Manager["Square"]] = models.Manager()

    class Meta:
        app_label = "squares"

    def __str__(self) -> str:
        return self.name
