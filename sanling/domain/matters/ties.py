"""What entries tell of ties between matters, as far as a reader may be told of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanling.domain.matters.access import respondents_of
from sanling.domain.matters.models import Entry, Matter, Relation
from sanling.domain.matters.naming import RELATIONS
from sanling.domain.matters.tie_access import Tie, told_ties
from sanling.domain.matters.verbs.follow import Follow
from sanling.domain.matters.verbs.merge import Merge
from sanling.domain.matters.verbs.relate import Relate
from sanling.domain.matters.verbs.split import Split
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.queries import reading_of
from sanling.domain.workflow.schema import Action, Workflow
from sanling.foundation.audit.actor import Actor

_MERGING = (Merge.code, Split.code, Follow.code)


@dataclass(frozen=True)
class Tied:
    """An act on another matter that tied it to one, or untied it: of which kind the tie is, and the act's verb."""

    entry: Entry
    kind: str
    verb: str


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
            _leave_out(entry, ("number", "other"))
        kept.append(entry)
    _leave_out_causes(actor, matter, definition, kept)
    return kept


def naming(matter_id: int) -> QuerySet[Entry]:
    """Return the acts on other matters that name a matter, which `tied_by` judges."""
    found = Entry.objects.filter(params__has_key="other", params__other=matter_id)
    return found.exclude(audience=Entry.Audience.RESTRICTED)


def tied_by(actor: Actor | None, matter: Matter, entries: Sequence[Entry]) -> list[Tied]:
    """Return those acts on other matters that tied them to a matter, or untied them, of which an actor may be told.

    Reads nothing where there are none.
    """
    others = (
        Matter.objects.defer("search", "text").in_bulk({entry.matter_id for entry in entries})
        if entries
        else {}
    )
    found = []
    for entry in entries:
        entry.matter = others[entry.matter_id]
        definition = reading_of(entry.matter.definition_id)
        action, tie = _action_of(entry, definition), tie_of(entry, definition)
        # What ends with this one, or is taken up again with it, does nothing to it.
        if action and tie and action.verb != Follow.code:
            found.append(Tied(entry, tie[0], action.verb))
    told = told_ties(actor, matter.pk, {(tied.kind, tied.entry.matter_id) for tied in found})
    return [tied for tied in found if (tied.kind, tied.entry.matter_id) in told]


def tied_words(tied: Tied) -> str:
    """Say on the timeline of the matter that was named what an act on another one meant for it."""
    number = {"number": tied.entry.matter.number}
    if tied.verb == Merge.code:
        return _("%(number)s was merged into this one") % number
    if tied.verb == Split.code:
        return _("%(number)s was split off from this one") % number
    _forwards, backwards = RELATIONS[tied.kind]
    return f"{backwards}{pgettext('between label and error', ': ')}{tied.entry.matter.number}"


def numbers_unsaid(entries: Iterable[Entry]) -> Mapping[int, str]:
    """Return the number of the other matter for each entry, by its key, that tells of one without giving its number."""
    unsaid = {
        entry.pk: entry.params["other"]
        for entry in entries
        if entry.params.get("other") and not entry.params.get("number")
    }
    numbers = (
        dict(Matter.objects.filter(pk__in=unsaid.values()).values_list("pk", "number")) if unsaid else {}
    )
    return {pk: numbers[other] for pk, other in unsaid.items() if other in numbers}


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
