"""What somebody ordered, and has only while they reach as they did when it was made."""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sanling.domain.people.models import Post

if TYPE_CHECKING:
    from sanling.domain.people.access import Viewer


class Ordered(models.Model):
    """Something made for one post and nobody else."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    # As which posts it was ordered or made: its own, and those stood in for. It is theirs only while all are.
    seen_as = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    # About which units its reader was not impartial when it was made: what is concealed from others may stand in it.
    partial_units = ArrayField(models.BigIntegerField(), default=list, db_default=[])

    class Meta:
        abstract = True

    @staticmethod
    def reach_of(viewer: "Viewer") -> dict[str, list[int]]:
        """Return the columns that say as whom, and how impartially, something is made."""
        return {"seen_as": sorted(viewer.post_ids), "partial_units": sorted(viewer.partial_units)}

    def is_for(self, viewer: "Viewer") -> bool:
        """Tell whether a viewer may have what was made.

        It still acts as all the posts that saw it, and has come to no unit from which something in it is concealed.
        """
        own = self.post_id == viewer.post_id and {self.post_id} <= set(self.seen_as) <= viewer.post_ids
        return own and viewer.partial_units <= set(self.partial_units)
