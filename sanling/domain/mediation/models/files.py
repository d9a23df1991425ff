"""What follows a settled dispute: when its parties are revisited, and how it was then."""

from django.db import models
from django.db.models import Q

from sanling.domain.matters.models import Matter
from sanling.domain.people.models import Post
from sanling.foundation.privacy.fields import EncryptedTextField


class Revisit(models.Model):
    """A revisit of those whose dispute was settled: planned for a day, then how it was found (人民调解法 31).

    What was found is written once and not changed; what is found later is another one, ``nth`` of its settlement.
    A dispute that flared up again is another matter, born from this one.
    """

    class Way(models.TextChoices):
        HOME = "home"
        CALL = "call"
        OFFICE = "office"

    class Result(models.TextChoices):
        KEPT = "kept"
        PARTLY = "partly"
        BROKEN = "broken"
        RELAPSED = "relapsed"
        UNREACHED = "unreached"

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+", db_index=False)
    # Of which settlement: what was settled, opened again and settled once more is revisited anew.
    settled_at = models.DateTimeField()
    nth = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    reminded_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    way = models.CharField(max_length=6, choices=Way.choices, blank=True)
    result = models.CharField(max_length=9, choices=Result.choices, blank=True)
    satisfied = models.BooleanField(null=True)
    # Whether a party went to court over it afterwards.
    sued = models.BooleanField(default=False, db_default=False)
    remark: "EncryptedTextField[str, str]" = EncryptedTextField(blank=True)
    by_post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "settled_at", "nth"], name="revisit_numbered_once"),
            models.CheckConstraint(
                condition=Q(done_on=None, at=None, result="")
                | Q(done_on__isnull=False, at__isnull=False) & ~Q(result=""),
                name="revisit_found_something",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_on=None), name="revisit_to_come"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.nth}"
