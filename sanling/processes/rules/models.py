"""A rule of a unit, and what it did with each matter, once."""

from django.db import models

from sanling.domain.matters.models import Matter
from sanling.domain.people.models import Post, Unit
from sanling.domain.tags.words import LONGEST


class Rule(models.Model):
    """What is done with each newly registered matter that meets some criteria, while a post of the unit answers for it.

    It acts by what its keeper, whoever switched it on, may see and do, and no longer than they hold that post.
    """

    class Does(models.TextChoices):
        ASSIGN = "assign"
        TELL = "tell"
        TAG = "tag"

    city = models.CharField(max_length=4, db_collation="C")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    criteria = models.JSONField()
    does = models.CharField(max_length=10, choices=Does.choices)
    # Who is charged, or told.
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    # The word that is put on it.
    tag = models.CharField(max_length=LONGEST, blank=True, default="", db_default="")
    made_by = models.ForeignKey(Post, models.PROTECT, related_name="+", db_index=False)
    made_at = models.DateTimeField()
    # Who looked last at what it would have done, and when.
    tried_by = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    tried_at = models.DateTimeField(null=True)
    keeper = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    on_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(on_since=None) | models.Q(keeper__isnull=False), name="rule_has_a_keeper"
            ),
            models.CheckConstraint(
                condition=models.Q(does="tag", post=None) & ~models.Q(tag="")
                | ~models.Q(does="tag") & models.Q(post__isnull=False, tag=""),
                name="rule_has_a_post_or_a_tag",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Deed(models.Model):
    """What a rule did with a matter, or why it did not."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="deeds", db_index=False)
    matter = models.ForeignKey(Matter, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    done = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "matter"], name="deed_once")]
