"""Which ties between matters an actor may be told of."""

from collections.abc import Collection

from django.db.models import QuerySet

from sanling.domain.matters.access import read_in_full, visible_matters
from sanling.domain.matters.models import Matter, Relation
from sanling.domain.people.access import Viewer
from sanling.foundation.audit.actor import Actor

# How one matter stands to another: the kind of relation, and the other matter's key.
Tie = tuple[str, int]
# Relations that say that the same person brought both.
TELLING_WHO = frozenset({Relation.Kind.REPEAT_OF, Relation.Kind.REVIEW_OF})


def told_ties(actor: Actor | None, matter_id: int, ties: Collection[Tie]) -> set[Tie]:
    """Return those of a matter's ties, each a kind and the other matter, that an actor may be told of.

    Both matters must be the actor's to see; where the tie says that one person brought both, who did must be the
    actor's to read in full, in both.
    """
    found: set[Tie] = set()
    for tells_who, read in ((False, _seen), (True, _read_of_who)):
        asked = {tie for tie in ties if (tie[0] in TELLING_WHO) is tells_who}
        if asked:
            ends = {matter_id, *(other for _kind, other in asked)}
            told = set(read(actor).filter(pk__in=ends).values_list("pk", flat=True))
            found |= {tie for tie in asked if {matter_id, tie[1]} <= told}
    return found


def _seen(actor: Actor | None) -> QuerySet[Matter]:
    return visible_matters(actor, few=True)


def _read_of_who(actor: Actor | None) -> QuerySet[Matter]:
    if isinstance(actor, Viewer):
        return read_in_full(actor)
    return visible_matters(actor) if actor is not None and actor.kind == "system" else Matter.objects.none()
