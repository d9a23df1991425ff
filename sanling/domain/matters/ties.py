"""What entries tell of ties between matters, as far as a reader may be told of them."""

from collections.abc import Iterable, Sequence

from sanling.domain.matters.access import respondents_of
from sanling.domain.matters.models import Entry, Matter, Relation
from sanling.domain.matters.tie_access import Tie, told_ties
from sanling.domain.matters.verbs.follow import Follow
from sanling.domain.matters.verbs.merge import Merge
from sanling.domain.matters.verbs.relate import Relate
from sanling.domain.matters.verbs.split import Split
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.schema import Action, Workflow
from sanling.foundation.audit.actor import Actor

_MERGING = (Merge.code, Split.code, Follow.code)


def tie_of(entry: Entry, definition: Workflow) -> Tie | None:
    """Return the tie that an entry tells of, or ``None`` for an entry that concerns its own matter alone."""
    if entry.params.get("other") is None:
        return None
    action = _action_of(entry, definition)
    verb = action.verb if action else None
    if verb in _MERGING:
        kind = Relation.Kind.MERGED_INTO.value
    else:
        kind = entry.params.get("relation") if verb == Relate.code else Relation.Kind.REPEAT_OF.value
    return str(kind), entry.params["other"]


def as_told(
    actor: Actor | None, matter: Matter, definition: Workflow, entries: Sequence[Entry]
) -> list[Entry]:
    """Return entries of a matter that an actor may read, without the ties that they may not be told of.

    Entries that tell of nothing else are left out. A unit complained about doesn't learn either that a petition was
    refused as a repetition. Reads nothing where no entry tells of others.
    """
    ties = {entry.pk: tie for entry in entries if (tie := tie_of(entry, definition))}
    told = told_ties(actor, matter.pk, set(ties.values()))
    kept = []
    for entry in entries:
        if entry.pk in ties and ties[entry.pk] not in told:
            action = _action_of(entry, definition)
            if action is None or action.verb == Relate.code:
                continue
            _leave_out(entry, ("number",))
        kept.append(entry)
    _leave_out_causes(actor, matter, definition, kept)
    return kept


def _leave_out_causes(
    actor: Actor | None, matter: Matter, definition: Workflow, entries: Iterable[Entry]
) -> None:
    """Take from entries which choice says that the same person came before, where the reader is complained about."""
    telling = {
        (action.code, field.code): {
            option.code for option in field.options if option.earlier_in or option.earlier_through
        }
        for action in definition.actions
        for field in action.fields
    }
    found = [
        (entry, code)
        for entry in entries
        for code, value in entry.params.items()
        if isinstance(value, str) and value in telling.get((entry.code, code), ())
    ]
    if found and isinstance(actor, Viewer) and not actor.partial_units.isdisjoint(respondents_of(matter)):
        for entry, code in found:
            _leave_out(entry, (code,))


def _leave_out(entry: Entry, names: Iterable[str]) -> None:
    entry.params = {name: value for name, value in entry.params.items() if name not in names}


def _action_of(entry: Entry, definition: Workflow) -> Action | None:
    return next((action for action in definition.actions if action.code == entry.code), None)
