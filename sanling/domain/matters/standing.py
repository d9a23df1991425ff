"""How an actor stands to a matter that it may see: as holder, assignee, called in, registrar, above, party, system."""

from collections.abc import Sequence

from sanling.domain.matters.access import LinkActor, reaches_seeing
from sanling.domain.matters.models import Matter
from sanling.domain.matters.situation import StoredSituation
from sanling.domain.people.access import Viewer
from sanling.domain.people.reach import Reach
from sanling.domain.territory.rules import level_of
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.rules import Facts, is_who
from sanling.domain.workflow.schema import ActorRelation, Who
from sanling.foundation.audit.actor import Actor


def relations(
    actor: Actor, situation: StoredSituation, *, joint: bool = True
) -> list[tuple[Reach | None, frozenset[str]]]:
    """Return how an actor stands to a matter it can see, for each post that sees it.

    ``joint`` says whether anybody wants to know of units called in, which takes a query.
    """
    matter = situation.matter
    if isinstance(actor, LinkActor):
        return [(None, frozenset({"party"}))] if actor.acts and actor.matter_id == matter.pk else []
    if actor.kind == "system":
        return [(None, frozenset({"system"}))]
    if not isinstance(actor, Viewer):
        return []
    called = frozenset(part.unit_id for part in situation.joints()) if joint else frozenset[int]()
    reaches = situation.among.seen.get(matter.pk) or reaches_seeing(actor, matter)
    return [(reach, _standing(reach, matter, called)) for reach in reaches]


def acts_on(actor: Actor, situation: StoredSituation) -> bool:
    """Tell whether an actor may act on a matter that it can see, be it at the stage now reached or at another."""
    if actor.kind == "system":
        return True
    matter = situation.matter
    definition = definition_of(matter.definition_id)
    registers = definition.register().code
    meant = [who for action in definition.actions if action.code != registers for who in action.who]
    # Whether a unit was called in takes a query: it is asked only where nothing else says yes.
    by_part = any(who.relation is ActorRelation.JOINT for who in meant)
    return _is_any(actor, situation, meant, joint=False) or (
        by_part and _is_any(actor, situation, meant, joint=True)
    )


def is_for_those_above(viewer: Viewer, matter: Matter, verb: str) -> bool:
    """Tell whether something is now for those alone who stand above the unit that has a matter, and not for the viewer.

    The viewer has a role that does it, but is of a unit that is no higher.
    """
    meant = [
        who
        for action in definition_of(matter.definition_id).actions
        if action.verb == verb and matter.state in action.sources
        for who in action.who
        if who.relation is ActorRelation.ABOVE
    ]
    reaches = reaches_seeing(viewer, matter)
    doing = any(reach.role.code in who.roles for who in meant for reach in reaches)
    standings = (_standing(reach, matter, frozenset()) for reach in reaches)
    return doing and all(standing.isdisjoint({"above", "holder"}) for standing in standings)


def _is_any(actor: Actor, situation: StoredSituation, meant: Sequence[Who], *, joint: bool) -> bool:
    every = [
        Facts(situation.matter.state, standing, reach.role.code, level_of(reach.unit_division).name.lower())
        for reach, standing in relations(actor, situation, joint=joint)
        if reach is not None
    ]
    return any(is_who(who, facts) for facts in every for who in meant)


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
    if reach.is_above(matter.unit) and reach.covers(matter.division_id):
        found.add("above")
    return frozenset(found)
