"""What maps draw of places, kept: a state, made again from the outlines whenever they change."""

from typing import ClassVar

from django.db import models

from sanling.domain.territory.fields import PathField


class Drawing(models.Model):
    """The outlines of what lies in a place as GeoJSON (WGS-84), gzipped; ``version`` is that of what it was made of."""

    place = PathField(max_length=18, primary_key=True)
    version = models.CharField(max_length=32)
    body = models.BinaryField()

    objects: ClassVar[models.Manager["Drawing"]] = models.Manager()

    def __str__(self) -> str:
        return self.place
