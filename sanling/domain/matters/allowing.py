"""Which actions somebody may do on a matter now, and which have been done as often as they may be."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sanling.domain.matters.situation import StoredSituation
from sanling.domain.matters.standing import relations
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import level_of
from sanling.domain.workflow.conditions import failed
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.rules import Facts, Why, is_who, refusal
from sanling.domain.workflow.schema import Action, ActorRelation
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.holidays.schedules import workdays_at


@dataclass(frozen=True)
class Offered:
    """What an actor may do ``now``, and what is ``spent``: with how often it was to be done at most."""

    now: list[Action]
    spent: list[tuple[Action, int]]


def offered(actor: Actor, situation: StoredSituation) -> Offered:
    """Return what an actor may do in a situation, in the definition's order."""
    now, matter = clock.now(), situation.matter
    candidates = [
        action for action in definition_of(matter.definition_id).actions if matter.state in action.sources
    ]
    every = facts_of(actor, situation, candidates)
    answers = [(action, [refusal(action, facts, now) for facts in every]) for action in candidates]
    spent = {
        action.code: refused.limit
        for action, refusals in answers
        for refused in refusals
        if refused and refused.why is Why.OFTEN_ENOUGH
    }
    return Offered(
        now=[action for action, refusals in answers if None in refusals],
        spent=[
            (action, spent[action.code])
            for action, refusals in answers
            if None not in refusals and action.code in spent
        ],
    )


def facts_of(actor: Actor, situation: StoredSituation, candidates: Sequence[Action]) -> list[Facts]:
    """Return what the rules need to know about some actions, once for each post that the actor acts for."""
    standings = relations(
        actor, situation, joint=any(action.by(ActorRelation.JOINT) for action in candidates)
    )
    if not standings:
        return []
    counts, since = situation.counts(candidates), situation.since(candidates)
    own = situation.done_by(actor.user_id, candidates) if isinstance(actor, Viewer) else frozenset()
    days = workdays_at(situation.matter.division_id)
    every = [
        Facts(
            state=situation.matter.state,
            relations=standing,
            role=reach.role.code if reach else "",
            level=level_of(reach.unit_division).name.lower() if reach else "",
            unit=reach.unit_id if reach else None,
            counts=counts,
            own=own,
            since=since,
            days=days,
        )
        for reach, standing in standings
    ]
    return [replace(facts, guards_failed=_failed(candidates, facts, situation)) for facts in every]


def _failed(candidates: Sequence[Action], facts: Facts, situation: StoredSituation) -> frozenset[str]:
    """Ask the guards, each of which is a query, of those actions alone that are somebody's here."""
    open_to = [action for action in candidates if any(is_who(who, facts) for who in action.who)]
    return failed({name for action in open_to for name in action.guards}, situation, facts.unit)
