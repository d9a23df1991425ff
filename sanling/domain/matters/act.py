"""The one way in which a matter changes after it was registered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sanling.domain.matters.access import LinkActor, seen_of
from sanling.domain.matters.acting import Acting, storable
from sanling.domain.matters.allowing import facts_of, offered
from sanling.domain.matters.changes import Batch, write
from sanling.domain.matters.entries import Enclosure
from sanling.domain.matters.errors import ActError, Invalid, NotAllowed, NotFound, Stale
from sanling.domain.matters.fields import clean
from sanling.domain.matters.impartial import why_no_party
from sanling.domain.matters.merging import lock_with_named
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.situation import Situations, StoredSituation
from sanling.domain.workflow.conditions import guards
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.rules import Why, refusal
from sanling.domain.workflow.schema import Action, Workflow
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.lookups import AnyOf
from sanling.foundation.database.prepared import Prepared

REASONS = {
    Why.NOT_HERE: _("This can't be done at the stage that the matter has reached."),
    Why.NOT_YOURS: _("This is not yours to do."),
    Why.OFTEN_ENOUGH: _("This has been done as often as it may be."),
    Why.TOO_LATE: _("The time for this has passed."),
    Why.PARTIAL: _("You decided in this matter before: somebody else decides this."),
    Why.GUARD: _("A condition for this is not met."),
}
MERGED = _("This matter was merged into another and follows it. Act on that one, or split this one off.")


# What a form holds, or how to fill in that of the action that a verb turns out to mean.
Fields = Mapping[str, Any] | Callable[[Action], Mapping[str, Any]]


@dataclass(frozen=True)
class Wish:
    """An act that somebody wants done on a matter: the action of a code, or the first of a verb that is legal.

    ``version`` is the one the form was opened with; only the system may leave it out.
    """

    matter_id: int
    action: str = ""
    verb: str = ""
    version: int | None = None
    fields: Fields = field(default_factory=dict)
    enclosures: Sequence[Enclosure] = ()

    def meant(self, definition: Workflow) -> list[Action]:
        """Return the actions one of which is wanted."""
        if self.verb:
            return [action for action in definition.actions if action.verb == self.verb]
        return [action for action in definition.actions if action.code == self.action]

    @property
    def named(self) -> object:
        """The number of another matter that the form holds."""
        return self.fields.get("number") if isinstance(self.fields, Mapping) else None


def perform(
    *,
    actor: Actor,
    matter_id: int,
    action: str,
    version: int | None,
    fields: Mapping[str, Any],
    enclosures: Sequence[Enclosure] = (),
) -> Entry:
    """Do one act of the matter's definition, whole or not at all, and return its entry.

    Raises `NotFound`, `Stale`, `NotAllowed` and `Invalid`, each before anything was changed.
    """
    wish = Wish(matter_id, action=action, version=version, fields=fields, enclosures=enclosures)
    with transaction.atomic():
        (outcome,) = _perform(actor, [wish], None)
        if isinstance(outcome, ActError):
            raise outcome
        return outcome


def perform_each(
    *, actor: Actor, wishes: Sequence[Wish], batch: Batch | None = None
) -> list[Entry | ActError]:
    """Do acts on different matters in one transaction, with a number of statements that does not grow with them.

    Each is judged for itself and done whole or not at all; return for each its entry, or why it was not done.
    """
    if len({wish.matter_id for wish in wishes}) < len(wishes):
        raise ValueError("Acts on one matter follow one another: they can't be in one list.")
    with transaction.atomic():
        return _perform(actor, wishes, batch)


def _perform(actor: Actor, wishes: Sequence[Wish], batch: Batch | None) -> list[Entry | ActError]:
    locked = lock_with_named(actor, {wish.matter_id: wish.named for wish in wishes})
    matters = _lock([wish.matter_id for wish in wishes])
    situations = Situations(matters.values(), seen_of(actor, list(matters)))
    now = clock.now()
    outcomes: list[Entry | ActError] = []
    changes = []
    for wish in wishes:
        try:
            act = _decide(actor, wish, situations, now, locked.get(wish.matter_id, frozenset()))
            outcomes.append(act.carry_out())
            changes.append(act.change)
        except ActError as error:
            outcomes.append(error)
    write(changes, batch)
    return outcomes


def _decide(
    actor: Actor, wish: Wish, situations: Situations, now: datetime, locked: frozenset[int]
) -> Acting:
    """Return the act that an actor may do now, with its cleaned fields."""
    matter = situations.matters.get(wish.matter_id)
    if matter is None or matter.pk not in situations.seen:
        raise NotFound(f"matter {wish.matter_id}")
    _refuse_stale(actor, matter, wish.version)
    definition = definition_of(matter.definition_id)
    _refuse_no_party(actor, matter, wish.action)
    situation = situations.of(matter)
    chosen, unit = _legal_action(actor, situation, definition, wish, now)
    values = wish.fields if isinstance(wish.fields, Mapping) else wish.fields(chosen)
    act = Acting(
        actor=actor,
        matter=matter,
        situation=situation,
        definition=definition,
        action=chosen,
        fields=_given(wish, chosen, values, matter, situations),
        now=now,
        unit_id=unit,
        enclosures=wish.enclosures,
        locked=locked,
    )
    act.params.update(storable(act.fields))
    return act


def _refuse_stale(actor: Actor, matter: Matter, version: int | None) -> None:
    if version is None and actor.kind != "system":
        raise Invalid({"version": str(_("The form's version is missing. Please open it again."))})
    if version is not None and version != matter.version:
        raise Stale(opened=version, current=matter.version)


def _lock(keys: Sequence[int]) -> dict[int, Matter]:
    """Lock matters in the order of their keys, so that no two lists wait for one another."""
    found = {matter.pk: matter for matter in _locked(matters=keys)}
    # One that went to another unit while we waited is not joined with that unit by the statement that waited.
    missed = [pk for pk in keys if pk not in found]
    again = _locked(matters=missed) if missed else []
    return found | {matter.pk: matter for matter in again}


@Prepared
def _locked(matters: Sequence[int]) -> QuerySet[Matter]:
    bare = Matter.objects.select_related("unit", "assignee").defer("search", "text")
    return bare.select_for_update(of=("self",)).filter(AnyOf(F("pk"), matters)).order_by("pk")


def _refuse_no_party(actor: Actor, matter: Matter, action: str) -> None:
    why = why_no_party(actor, matter) if isinstance(actor, LinkActor) else None
    if why is not None:
        raise NotAllowed(action=action, reason=str(why), allowed=[])


def lacking_evidence(action: Action, files: int) -> str:
    """Return what to say where an act wants more files as evidence than there are, "" where it does not."""
    least = action.evidence
    if files >= least:
        return ""
    message = ngettext(
        "Please add a file as evidence.", "Please add at least %(least)d files as evidence.", least
    )
    return message % {"least": least}


def _given(
    wish: Wish, action: Action, values: Mapping[str, Any], matter: Matter, situations: Situations
) -> dict[str, Any]:
    """Return the cleaned fields of an act; raises `Invalid` with all that is wrong, evidence that lacks too."""
    message = lacking_evidence(action, len(wish.enclosures))
    lacking = {"files": message} if message else {}
    try:
        cleaned = clean(action, values, matter, situations.read)
    except Invalid as invalid:
        raise Invalid({**invalid.errors, **lacking}) from invalid
    if lacking:
        raise Invalid(lacking)
    return cleaned


def allowed_actions(actor: Actor, matter: Matter) -> list[Action]:
    """Return the actions that an actor may do on a matter now, in the definition's order."""
    return offered(actor, Situations([matter]).of(matter)).now


def _legal_action(
    actor: Actor, situation: StoredSituation, definition: Workflow, wish: Wish, now: datetime
) -> tuple[Action, int | None]:
    """Return the action, and the unit for which it is legal: that of the actor's own post rather than another's."""
    candidates = wish.meant(definition)
    every = facts_of(actor, situation, candidates) if candidates else []
    answers = [(action, facts, refusal(action, facts, now)) for action in candidates for facts in every]
    for action, facts, refused in answers:
        if refused is None:
            return action, facts.unit
    refusals = [refused for _action, _facts, refused in answers if refused]
    told = max(refusals, key=lambda refused: list(Why).index(refused.why), default=None)
    why = told.why if told else Why.NOT_HERE
    reason = guards()[told.guard].missing if told and told.guard else REASONS[why]
    if why is Why.NOT_HERE and definition.state(situation.matter.state).follows:
        reason = MERGED
    may = [action.code for action in offered(actor, situation).now]
    raise NotAllowed(action=wish.action or wish.verb, reason=str(reason), allowed=may)
