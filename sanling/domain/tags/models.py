"""Which words stand on which matters, and stood there: who put each there, and who took it off."""

from django.db import models
from django.db.models import F, Q

from sanling.domain.matters.models import Matter
from sanling.domain.people.models import Post, Unit
from sanling.domain.tags.words import LONGEST, LONGEST_KEY


class Tag(models.Model):
    """A word on a matter from the instant when somebody put it there to the one when somebody took it off.

    Whoever may see the matter sees it. `put_by` and `taken_by` are posts, and `unit` the first one's;
    none is the system. What a rule has put says so in `actor_kind`, and who answered for the rule.
    """

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+", db_index=False)
    word = models.CharField(max_length=LONGEST)
    # By what two words are one.
    key = models.CharField(max_length=LONGEST_KEY, db_collation="C")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    actor_kind = models.CharField(max_length=10)
    put_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    put_at = models.DateTimeField()
    taken_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "key"], condition=Q(taken_at=None), name="tag_once"),
            models.CheckConstraint(
                condition=Q(taken_at=None) | Q(taken_at__gte=F("put_at")), name="tag_taken_after_put"
            ),
            models.CheckConstraint(
                condition=Q(taken_by=None) | Q(taken_at__isnull=False), name="tag_taken_at_an_instant"
            ),
        ]
        indexes = [
            models.Index(fields=["matter", "id"], name="tag_of_matter"),
            # Which matters have a word, and which words a unit has used, the latest first.
            models.Index(fields=["key", "matter"], condition=Q(taken_at=None), name="tag_by_word"),
            models.Index(fields=["unit", "key", "id"], condition=Q(taken_at=None), name="tag_of_unit"),
        ]

    def __str__(self) -> str:
        return self.word
