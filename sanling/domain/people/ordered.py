"""What somebody ordered, and has only while they reach as they did when it was made."""

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sanling.domain.people.models import Post
from sanling.foundation.delivery.idempotency import fingerprint

if TYPE_CHECKING:
    from sanling.domain.people.access import Viewer


class Ordered(models.Model):
    """Something made for one post and nobody else."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    # As which posts it was ordered or made: its own, and those stood in for. It is theirs only while all are.
    seen_as = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    # About which units its reader was not impartial when it was made: what is concealed from others may stand in it.
    partial_units = ArrayField(models.BigIntegerField(), default=list, db_default=[])
    # What these posts reached then. One that has lost a place, a line or a clearance since reaches something else.
    reached = models.CharField(max_length=64, default="", db_default="")

    class Meta:
        abstract = True

    @staticmethod
    def reach_of(viewer: "Viewer") -> dict[str, Any]:
        """Return the columns that say as whom, how far and how impartially something is made."""
        return {
            "seen_as": sorted(viewer.post_ids),
            "partial_units": sorted(viewer.partial_units),
            "reached": fingerprint(sorted(reach.sight for reach in viewer.reaches)),
        }

    def is_for(self, viewer: "Viewer") -> bool:
        """Tell whether a viewer may have what was made.

        It still acts as all the posts that saw it, which reach what they did, and has come to no unit from which
        something in it is concealed.
        """
        own = self.post_id == viewer.post_id and {self.post_id} <= set(self.seen_as) <= viewer.post_ids
        now = self.reach_of(viewer.limited_to(self.seen_as))
        return own and self.reached == now["reached"] and viewer.partial_units <= set(self.partial_units)
