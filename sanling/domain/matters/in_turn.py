"""Several acts in one go: done on each matter one after the other, all of a matter's or none of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from sanling.domain.matters.act import Wish, perform_each
from sanling.domain.matters.changes import Batch
from sanling.domain.matters.errors import ActError, NotAllowed
from sanling.domain.matters.fields import fields_of
from sanling.domain.matters.models import Entry
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.field_types import field_type
from sanling.domain.workflow.schema import Action, ActorRelation, Workflow
from sanling.domain.workflow.verbs import charging_after, verb_of

Outcome = list[Entry] | ActError


class _HalfDone(Exception):
    """Some matters were not acted on to the end; nothing may stay of what was done with them."""

    def __init__(self, errors: Mapping[int, ActError]) -> None:
        self.errors = errors


@dataclass(frozen=True)
class Turn:
    """One of several acts on a matter; one that is ``left_out`` where it can't be done keeps none of the others."""

    wish: Wish
    left_out: bool = False


def turns(definition: Workflow, state: str, wish: Wish, post: str = "") -> list[Turn]:
    """Return the acts that an act on a matter in a state of its definition means.

    Whoever charges somebody with what waits for acceptance accepts it, too; whoever accepts may name the post to be
    charged at once.
    """
    meant = wish.meant(definition)
    verb = verb_of(meant[0].verb) if meant else None
    if verb and verb.after and any(state in action.sources for action in meant):
        before = [
            action for action in definition.actions if action.verb == verb.after and state in action.sources
        ]
        if len(before) == 1 and _asks_nothing(before[0]):
            first = Wish(wish.matter_id, action=before[0].code, version=wish.version)
            return [Turn(first, left_out=True), Turn(wish)]
    charging = charging_after(verb.code) if verb and post else None
    if charging is None:
        return [Turn(wish)]
    return [
        Turn(wish),
        Turn(Wish(wish.matter_id, verb=charging.code, fields=lambda action: charge(action, post))),
    ]


def charge(action: Action, post: str) -> dict[str, str]:
    """Return what charges a post in the form of an action."""
    return {field.code: post for field in fields_of(action) if field_type(field.type).names == "post"}


def _asks_nothing(action: Action) -> bool:
    asked = action.evidence or any(field.required for field in fields_of(action))
    return not asked and any(who.relation is not ActorRelation.PARTY for who in action.who)


def charging_action(definition: Workflow, action: Action) -> Action | None:
    """Return the action by which the same people may charge a post where another action of theirs has led."""
    verb = charging_after(action.verb)
    found = (
        after
        for after in definition.actions
        if verb is not None
        and after.verb == verb.code
        and action.to in after.sources
        and after.who == action.who
    )
    return next(found, None)


def perform_turns(*, actor: Viewer, turns: Sequence[Turn]) -> list[Entry]:
    """Do several acts on one matter, all or none, and return their entries; raises what `act.perform` does."""
    with transaction.atomic():
        if len(turns) > 1:
            (outcome,) = perform_in_turn(actor=actor, lists=[turns])
        else:
            (done,) = perform_each(actor=actor, wishes=[turns[0].wish])
            outcome = [done] if isinstance(done, Entry) else done
        if isinstance(outcome, ActError):
            raise outcome
        return outcome


def perform_in_turn(
    *, actor: Viewer, lists: Sequence[Sequence[Turn]], batch: Batch | None = None
) -> list[Outcome]:
    """Do several acts on each of different matters in one transaction; return the entries of each, or why none.

    Each act after the first is decided on the version that the one before made.
    """
    refused: dict[int, ActError] = {}
    with transaction.atomic():
        while True:
            left = {place: turns for place, turns in enumerate(lists) if place not in refused}
            try:
                with transaction.atomic():
                    done = _in_turn(actor, left, batch)
                break
            except _HalfDone as half:
                refused.update(half.errors)
    outcomes = {**done, **refused}
    return [outcomes[place] for place in range(len(lists))]


def _in_turn(actor: Viewer, lists: Mapping[int, Sequence[Turn]], batch: Batch | None) -> dict[int, Outcome]:
    """Do all first acts, then all second ones; raises `_HalfDone` for those that were refused after their first."""
    done: dict[int, list[Entry]] = {place: [] for place in lists}
    errors: dict[int, ActError] = {}
    for nth in range(max(map(len, lists.values()), default=0)):
        going = {
            place: turns[nth] for place, turns in lists.items() if nth < len(turns) and place not in errors
        }
        wishes = [_seen_last(turn.wish, done[place]) for place, turn in going.items()]
        outcomes = perform_each(actor=actor, wishes=wishes, batch=batch)
        for (place, turn), outcome in zip(going.items(), outcomes, strict=True):
            if isinstance(outcome, Entry):
                done[place].append(outcome)
            elif not (turn.left_out and isinstance(outcome, NotAllowed)):
                errors[place] = outcome
    if any(done[place] for place in errors):
        raise _HalfDone({place: error for place, error in errors.items() if done[place]})
    return {**done, **errors}


def _seen_last(wish: Wish, before: Sequence[Entry]) -> Wish:
    return replace(wish, version=before[-1].version) if before else wish
