"""Bodies that mediate, and the people who mediate there or advise those who do."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from sanling.domain.people.models import Post, Unit
from sanling.foundation.finding import NamesField
from sanling.foundation.labels import Label


class Body(models.Model):
    """A mediation body, of a kind of the city's profile, at the unit that keeps it and by which it is reached.

    A unit may keep several: a bureau has a committee for its trade beside its own.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    kind = models.SlugField(max_length=40, db_index=False)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    found_by = NamesField(follows=("name", "name_en"))

    class Meta:
        constraints = [
            NamesField.kept_right("name", "name_en", column="found_by", name="body_found_by_its_name"),
            models.UniqueConstraint(
                fields=["unit", "name"], condition=Q(ends_on=None), name="body_once_at_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")), name="body_ends_after_it_begins"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "id"], name="body_of_unit"),
            GinIndex(fields=["found_by"], name="body_found_by"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The name in the language of the page, as far as there is one."""
        return str(Label(zh=self.name, en=self.name_en or self.name))


class Mediator(models.Model):
    """Somebody who mediates at a body or, of another profession, advises there, from one day to another.

    Who works on the platform is there by a post, and mediates where it answers for matters; who has none is known by
    name, and mediates where the body stands. ``city`` is the body's, for the index. Nobody stands in the directory who
    hasn't agreed to (个人信息保护法 25): ``listed``. Without specialities it is all kinds of disputes.
    """

    city = models.CharField(max_length=4, db_collation="C")
    body = models.ForeignKey(Body, models.PROTECT, related_name="mediators", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=60)
    profession = models.SlugField(max_length=40, db_index=False)
    specialities = ArrayField(models.SlugField(max_length=40), default=list)
    languages = ArrayField(models.SlugField(max_length=40), default=list)
    # When free for sessions, in the one spelling of `foundation.opening`.
    hours = models.CharField(max_length=80, blank=True)
    listed = models.BooleanField(default=False)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    found_by = NamesField(follows=("name",))

    class Meta:
        constraints = [
            NamesField.kept_right("name", column="found_by", name="mediator_found_by_the_name"),
            models.UniqueConstraint(
                fields=["body", "post"], condition=Q(ends_on=None), name="mediator_once_at_a_body"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")),
                name="mediator_ends_after_beginning",
            ),
        ]
        indexes = [
            models.Index(fields=["body", "id"], name="mediator_of_body"),
            models.Index(fields=["post"], condition=Q(post__isnull=False), name="mediator_by_post"),
            # The directory is read in the order in which people were entered.
            models.Index(
                fields=["city", "id"], condition=Q(ends_on=None, listed=True), name="mediator_listed"
            ),
            GinIndex(fields=["found_by"], name="mediator_found_by"),
        ]

    def __str__(self) -> str:
        return self.name
