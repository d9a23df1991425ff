"""What goes between a dispute and another office: who handed it over, what went along, and the receipts."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sanling.domain.matters.models import Matter
from sanling.domain.people.models import Unit
from sanling.foundation.privacy.fields import EncryptedTextField


class Handover(models.Model):
    """What a hand-over of a dispute is beside the matter that moves: between which offices, why, and what went along.

    Of an office that is no unit here there is the name alone, and whoever is at this end writes down its receipt.
    ``signs`` are those of a crime or a case, by their codes (人民调解法 25). From ``tell_from`` on the sides may know.
    """

    class Way(models.TextChoices):
        OUT = "out"
        IN = "in"

    matter = models.OneToOneField(Matter, models.CASCADE, related_name="+")
    dispute = models.ForeignKey(Matter, models.CASCADE, related_name="+")
    way = models.CharField(max_length=3, choices=Way.choices)
    partner = models.CharField(max_length=40)
    from_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    to_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    office = models.CharField(max_length=80, blank=True)
    signs = ArrayField(models.SlugField(max_length=40), default=list)
    reason: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    content: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    # Under which number the partner knows it.
    reference = models.CharField(max_length=60, blank=True)
    received_at = models.DateTimeField(null=True)
    taken_by: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=40, blank=True)
    tell_from = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(from_unit__isnull=False) | Q(to_unit__isnull=False),
                name="handover_touches_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(finding="", answered_at=None) | ~Q(finding="") & Q(answered_at__isnull=False),
                name="handover_answered_at_an_instant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id} {self.way} {self.partner}"

    @property
    def partner_unit(self) -> Unit | None:
        """The partner where it is a unit here."""
        return self.to_unit if self.way == self.Way.OUT else self.from_unit
