"""The one way in which a matter changes after it was registered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sanling.domain.matters.access import LinkActor, can_see
from sanling.domain.matters.acting import Acting, storable
from sanling.domain.matters.entries import Enclosure
from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound, Stale
from sanling.domain.matters.fields import clean
from sanling.domain.matters.impartial import why_no_party
from sanling.domain.matters.merging import lock_with_named
from sanling.domain.matters.models import Entry, Matter, Stage
from sanling.domain.matters.situation import StoredSituation
from sanling.domain.matters.standing import relations
from sanling.domain.territory.rules import level_of
from sanling.domain.workflow.conditions import failed, guards
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.rules import Facts, Why, is_who, refusal
from sanling.domain.workflow.schema import Action, Definition, Relation
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.prepared import Prepared

REASONS = {
    Why.NOT_HERE: _("This can't be done at the stage that the matter has reached."),
    Why.NOT_YOURS: _("This is not yours to do."),
    Why.OFTEN_ENOUGH: _("This has been done as often as it may be."),
    Why.TOO_LATE: _("The time for this has passed."),
    Why.GUARD: _("A condition for this is not met."),
}
MERGED = _("This matter was merged into another and follows it. Act on that one, or split this one off.")


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

    ``version`` is the one the form was opened with; only the system may leave it out. Raises `NotFound`, `Stale`,
    `NotAllowed` and `Invalid`, each before anything was changed.
    """
    with transaction.atomic():
        named = fields.get("number")
        locked = lock_with_named(actor, matter_id, named) if named else frozenset()
        matter = _lock(actor, matter_id)
        _refuse_stale(actor, matter, version)
        definition = definition_of(matter.definition_id)
        now = clock.now()
        _refuse_no_party(actor, matter, action)
        situation = StoredSituation(matter)
        chosen, unit = _legal_action(actor, situation, definition, action, now)
        act = Acting(
            actor=actor,
            matter=matter,
            situation=situation,
            definition=definition,
            action=chosen,
            fields=clean(chosen, fields, matter),
            now=now,
            unit_id=unit,
            enclosures=enclosures,
            locked=locked,
        )
        act.params.update(storable(act.fields))
        _ask_for_evidence(act)
        entry: Entry = act.carry_out()
        return entry


def _refuse_stale(actor: Actor, matter: Matter, version: int | None) -> None:
    if version is None and actor.kind != "system":
        raise Invalid({"version": str(_("The form's version is missing. Please open it again."))})
    if version is not None and version != matter.version:
        raise Stale(opened=version, current=matter.version)


def _lock(actor: Actor, matter_id: int) -> Matter:
    # One that went to another unit while we waited is not joined with that unit by the statement that waited.
    matter = _locked.first(matter=matter_id) or _locked.first(matter=matter_id)
    if matter is None or not can_see(actor, matter_id):
        raise NotFound(f"matter {matter_id}")
    return matter


@Prepared
def _locked(matter: int) -> QuerySet[Matter]:
    bare = Matter.objects.select_related("unit", "assignee").defer("search", "text")
    return bare.select_for_update(of=("self",)).filter(pk=matter)


def _refuse_no_party(actor: Actor, matter: Matter, action: str) -> None:
    why = why_no_party(actor, matter) if isinstance(actor, LinkActor) else None
    if why is not None:
        raise NotAllowed(action=action, reason=str(why), allowed=[])


def _ask_for_evidence(act: Acting) -> None:
    least = act.action.evidence
    if len(act.enclosures) < least:
        message = ngettext(
            "Please add a file as evidence.", "Please add at least %(least)d files as evidence.", least
        )
        raise Invalid({"files": message % {"least": least}})


def facts_of(actor: Actor, situation: StoredSituation, candidates: Sequence[Action]) -> list[Facts]:
    """Return what the rules need to know about some actions, once for each post that the actor acts for."""
    matter = situation.matter
    standings = relations(actor, matter, joint=any(one.by(Relation.JOINT) for one in candidates))
    if not standings:
        return []
    limited = any(one.limit is not None for one in candidates)
    counts = dict(_done(matter=matter.pk)) if limited else {}
    since = {"registered": matter.registered_at, "resolved": matter.resolved_at, "ended": matter.ended_at}
    if any(one.since == "stage" for one in candidates):
        (since["stage"],) = _stage_began(matter=matter.pk)
    every = [
        Facts(
            state=matter.state,
            relations=standing,
            role=reach.role.code if reach else "",
            level=level_of(reach.unit_division).name.lower() if reach else "",
            unit=reach.unit_id if reach else None,
            counts=counts,
            since={name: at for name, at in since.items() if at is not None},
        )
        for reach, standing in standings
    ]
    return [replace(facts, guards_failed=_failed(candidates, facts, situation)) for facts in every]


def _failed(candidates: Sequence[Action], facts: Facts, situation: StoredSituation) -> frozenset[str]:
    """Ask the guards, each of which is a query, of those actions alone that are somebody's here."""
    open_to = [action for action in candidates if any(is_who(who, facts) for who in action.who)]
    return failed({name for action in open_to for name in action.guards}, situation, facts.unit)


@Prepared
def _done(matter: int) -> QuerySet[Entry, tuple[str, int]]:
    """Return how often each action was done in a matter."""
    return Entry.objects.filter(matter=matter).values_list("code").annotate(times=Count("pk")).order_by()


@Prepared
def _stage_began(matter: int) -> QuerySet[Stage, datetime]:
    return Stage.objects.filter(matter=matter, ended_at=None).values_list("begun_at", flat=True)


def allowed_actions(actor: Actor, matter: Matter) -> list[Action]:
    """Return the actions that an actor may do on a matter now, in the definition's order."""
    now = clock.now()
    candidates = [one for one in definition_of(matter.definition_id).actions if matter.state in one.sources]
    every = facts_of(actor, StoredSituation(matter), candidates)
    return [one for one in candidates if any(refusal(one, facts, now) is None for facts in every)]


def _legal_action(
    actor: Actor, situation: StoredSituation, definition: Definition, code: str, now: datetime
) -> tuple[Action, int | None]:
    """Return the action, and the unit for which it is legal: that of the actor's own post rather than another's."""
    known = next((action for action in definition.actions if action.code == code), None)
    every = facts_of(actor, situation, [known]) if known else []
    answers = [(facts, refusal(known, facts, now)) for facts in every if known]
    legal = next((facts for facts, refused in answers if refused is None), None)
    if known and legal:
        return known, legal.unit
    refusals = [refused for _facts, refused in answers if refused]
    told = max(refusals, key=lambda refused: list(Why).index(refused.why), default=None)
    why = told.why if told else Why.NOT_HERE
    reason = guards()[told.guard].missing if told and told.guard else REASONS[why]
    if why is Why.NOT_HERE and definition.state(situation.matter.state).follows:
        reason = MERGED
    may = [one.code for one in allowed_actions(actor, situation.matter)]
    raise NotAllowed(action=code, reason=str(reason), allowed=may)
