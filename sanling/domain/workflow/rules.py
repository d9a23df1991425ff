"""Which actions are legal: pure decisions on a definition and the facts about one matter and one actor."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sanling.domain.workflow.schema import Action, Who, Workflow
from sanling.foundation.calendar import DEFAULT_HOURS, WorkingHours, due
from sanling.foundation.workdays import LAW, Workdays


class Why(StrEnum):
    """Why an action is not allowed, the most telling reason first."""

    NOT_HERE = "not_here"
    NOT_YOURS = "not_yours"
    OFTEN_ENOUGH = "often_enough"
    TOO_LATE = "too_late"
    PARTIAL = "partial"
    GUARD = "guard"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An action's refusal: the reason, and the guard, limit or last instant that it rests on."""

    why: Why
    guard: str = ""
    limit: int = 0
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides about an action: where the matter stands, and how the actor stands to it.

    `role` and `level` are empty for a party or the system, and `unit`, the one that a post acts for, is None.
    `counts` says how often each action was done in this matter, `own` which of them the actor did, by whatever post.
    `since` holds the instants that periods count from: "stage", "registered", "resolved", "ended"; `days` says which
    days these count.
    """

    state: str
    relations: frozenset[str]
    role: str = ""
    level: str = ""
    unit: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    since: Mapping[str, datetime] = field(default_factory=dict)
    guards_failed: frozenset[str] = frozenset()
    days: Workdays = LAW
    hours: WorkingHours = DEFAULT_HOURS


def is_who(who: Who, facts: Facts) -> bool:
    """Tell whether an actor is one of those meant."""
    return (
        who.relation in facts.relations
        and ("*" in who.roles or facts.role in who.roles)
        and (who.levels is None or facts.level in who.levels)
    )


def until(action: Action, facts: Facts) -> datetime | None:
    """Return the instant by which an action must be done, or None when it has no such limit."""
    start = facts.since.get(action.since or "")
    if action.within is None or start is None:
        return None
    return due(start=start, allowance=action.within, days=facts.days, hours=facts.hours).at


def most_times(action: Action, facts: Facts) -> int | None:
    """Return how often an action may be done in a matter such as it is, or None for as often as one likes."""
    if action.limit is None:
        return None
    return action.limit * (1 + sum(facts.counts.get(code, 0) for code in action.renewed_by))


def why_not(definition: Workflow, action: str, facts: Facts, now: datetime) -> Refusal | None:
    """Return why an action is refused, or None when it is allowed; an unknown action is refused as not here."""
    known = next((legal for legal in definition.actions if legal.code == action), None)
    return Refusal(Why.NOT_HERE) if known is None else refusal(known, facts, now)


def refusal(action: Action, facts: Facts, now: datetime) -> Refusal | None:
    """Return why an action is refused, or None when it is allowed.

    A period that counts from something that has not happened yet refuses as too late, without an instant.
    """
    if facts.state not in action.sources:
        return Refusal(Why.NOT_HERE)
    if not any(is_who(who, facts) for who in action.who):
        return Refusal(Why.NOT_YOURS)
    most = most_times(action, facts)
    if most is not None and facts.counts.get(action.code, 0) >= most:
        return Refusal(Why.OFTEN_ENOUGH, limit=most)
    last = until(action, facts)
    if action.within is not None and (last is None or now > last):
        return Refusal(Why.TOO_LATE, until=last)
    if not facts.own.isdisjoint(action.apart_from):
        return Refusal(Why.PARTIAL)
    failed = next((guard for guard in action.guards if guard in facts.guards_failed), None)
    return None if failed is None else Refusal(Why.GUARD, guard=failed)


def allowed(definition: Workflow, facts: Facts, now: datetime) -> list[Action]:
    """Return the actions that are legal now, in the definition's order."""
    return [action for action in definition.actions if refusal(action, facts, now) is None]


def may_register(definition: Workflow, facts: Facts) -> bool:
    """Tell whether an actor may register a matter under a definition; `state` plays no part."""
    return any(is_who(who, facts) for who in definition.register().who)
