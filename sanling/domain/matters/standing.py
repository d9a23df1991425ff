"""How an actor stands to a matter that it may see: as holder, assignee, called in, registrar, above, party, system."""

from django.db.models import QuerySet

from sanling.domain.matters.access import LinkActor, reading
from sanling.domain.matters.models import Assignment, Matter
from sanling.domain.people.access import Reach, Viewer
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.prepared import Prepared


def relations(
    actor: Actor, matter: Matter, *, joint: bool = True
) -> list[tuple[Reach | None, frozenset[str]]]:
    """Return how an actor stands to a matter it can see, for each post that sees it.

    ``joint`` says whether anybody wants to know of units called in, which takes a query.
    """
    if isinstance(actor, LinkActor):
        return [(None, frozenset({"party"}))] if actor.acts and actor.matter_id == matter.pk else []
    if actor.kind == "system":
        return [(None, frozenset({"system"}))]
    if not isinstance(actor, Viewer):
        return []
    called = frozenset(joint_units(matter=matter.pk)) if joint else frozenset[int]()
    return [(reach, _standing(reach, matter, called)) for reach in reading(actor, matter)]


@Prepared
def joint_units(matter: int) -> QuerySet[Assignment, int]:
    """Return the units whose joint work on a matter is under way."""
    joint = Assignment.objects.filter(matter=matter, kind=Assignment.Kind.JOINT, ended_at=None)
    return joint.values_list("unit_id", flat=True)


def _standing(reach: Reach, matter: Matter, joint: frozenset[int]) -> frozenset[str]:
    found = set()
    if reach.unit_id == matter.unit_id:
        found.add("holder")
    if reach.post_id == matter.assignee_id:
        found.add("assignee")
    if reach.unit_id in joint:
        found.add("joint")
    if reach.post_id == matter.registered_by_id:
        found.add("registrar")
    holder_at = matter.unit.division_id
    if len(reach.unit_division) < len(holder_at) and reach.covers(matter.division_id):
        found.add("above")
    return frozenset(found)
