"""What is kept of lists: the columns that an account chose, and views that an account or a unit saved."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from sanling.domain.people.models import Unit


class ChosenColumns(models.Model):
    """Which columns an account wants to see of a list, whichever post it works as."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    listed = models.CharField(max_length=60)
    codes = ArrayField(models.SlugField(max_length=30))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "listed"], name="columns_chosen_once")]


class SavedView(models.Model):
    """A ledger's filters, order and columns under a name: its maker's own, or its unit's.

    The query is that of the ledger's address. It holds no phone: whoever looks for a person is counted each time.
    """

    city = models.CharField(max_length=4, db_collation="C")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=2000)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "city", "name"], condition=Q(unit=None), name="own_view_once"
            ),
            models.UniqueConstraint(
                fields=["unit", "name"], condition=~Q(unit=None), name="view_of_unit_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
