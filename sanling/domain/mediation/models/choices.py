"""Whom the sides of a dispute chose to mediate it, and whom they refused."""

from django.db import models
from django.db.models import Q

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models.bodies import Mediator
from sanling.domain.mediation.models.sides import Side
from sanling.domain.people.models import Post
from sanling.foundation.privacy.fields import EncryptedTextField


class Choice(models.Model):
    """Mediators whom one side chose, in its order (人民调解法 23); recorded, a later choice stands beside it.

    ``side`` is empty of whoever brought the dispute, and of a body that names somebody where the sides didn't together
    (法释〔2021〕23号 10). ``by_post`` wrote it down, or handed over the link that was used. To whom it was offered, and
    how each answered, is computed from the assignments that began since.
    """

    class Way(models.TextChoices):
        NEAREST = "nearest"
        NAMED = "named"
        BODY = "body"

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+", db_index=False)
    side = models.ForeignKey(Side, models.CASCADE, null=True, related_name="+", db_index=False)
    way = models.CharField(max_length=8, choices=Way.choices)
    at = models.DateTimeField()
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(way="body") | Q(side=None, by_post__isnull=False),
                name="choice_of_a_body_by_a_post",
            ),
        ]
        indexes = [models.Index(fields=["matter", "id"], name="choice_of_matter")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.way}"


class Pick(models.Model):
    """One of the mediators of a choice, at its place in the order; who has no post there is a wish to the office."""

    choice = models.ForeignKey(Choice, models.CASCADE, related_name="picks", db_index=False)
    nth = models.PositiveSmallIntegerField()
    mediator = models.ForeignKey(Mediator, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["choice", "nth"], name="pick_numbered_once"),
            models.UniqueConstraint(fields=["choice", "mediator"], name="pick_once_of_a_choice"),
        ]

    def __str__(self) -> str:
        return f"{self.choice_id} {self.nth}"


class Objection(models.Model):
    """That a side doesn't want a post to mediate, with its reason (人民调解法 23); recorded.

    ``side`` is empty of whoever brought the dispute. The reason is read by whoever has the dispute, and by the side.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+", db_index=False)
    side = models.ForeignKey(Side, models.CASCADE, null=True, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    reason: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    at = models.DateTimeField()
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["matter", "post"], name="objection_of_matter")]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.post_id}"
