"""What jobs do with a proposal: count what would become of it and, once a second person confirmed it, carry it out."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from sanling.domain.matters.actions.migrate import Migrated, migrate, seen
from sanling.domain.matters.migrating import Versions
from sanling.domain.matters.publishing import checked_workflows
from sanling.domain.workflow.actions.publish import body_of
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import all_current, definition_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import record
from sanling.foundation.delivery.notices import notify
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.taken import ChangedMeanwhile, digest_of
from sanling.processes.publishing.bringing_up import bring_up, checked_profiles, put_in_use
from sanling.processes.publishing.compare import all_differences
from sanling.processes.publishing.effects import Counts, counted
from sanling.processes.publishing.models import Proposal
from sanling.processes.publishing.queries import deciders, open_by_version, proposals_of

ACTOR = SystemActor("publishing")
URL = "/desk/publishing/"


class ChangedSince(Exception):
    """The folder, or the version in force, is by now another than was proposed."""


def count(proposal_id: int) -> None:
    """Write down what would become of a proposal, and tell who may decide on it."""
    proposal = Proposal.objects.select_related("by__unit", "definition").get(pk=proposal_id)
    if proposal.state != Proposal.State.COUNTING:
        return
    report = (
        _report_of_profile(proposal) if proposal.definition is None else {"workflows": [_moving(proposal)]}
    )
    with transaction.atomic():
        _finish(proposal, Proposal.State.WAITING, report)
        told = deciders(proposal.city, besides=proposal.by.user_id)
        notify(told, "publishing.waits", {"by": proposal.by.name}, url=URL)


def carry_out(proposal_id: int) -> None:
    """Publish, or move matters, and tell who proposed it."""
    proposal = Proposal.objects.select_related("by", "definition").get(pk=proposal_id)
    if proposal.state != Proposal.State.RUNNING:
        return
    if proposal.definition is None:
        for profile in _as_proposed(proposal):
            bring_up(actor=ACTOR, profile=profile)
        try:
            put_in_use(proposal.digest)
        except ChangedMeanwhile:
            raise ChangedSince from None
        report = proposal.report
    else:
        report = {"workflows": [_moving(proposal, really=True)]}
    with transaction.atomic():
        _finish(proposal, Proposal.State.DONE, report)
        record(
            actor=ACTOR,
            act="publishing.carry_out",
            subject=f"proposal:{proposal.pk}",
            city=proposal.city,
            detail={"what": proposal.what, "by": proposal.by_id, "confirmed_by": proposal.decided_by_id},
        )
        notify([f"post:{proposal.by_id}"], "publishing.done", url=URL)


def give_up(proposal_id: int, *, why: str) -> None:
    """Say that a proposal could not be counted or carried out and why, in a code, and tell who proposed it."""
    with transaction.atomic():
        proposal = Proposal.objects.select_for_update().get(pk=proposal_id)
        if not proposal.finished:
            _finish(proposal, Proposal.State.FAILED, {**proposal.report, "why": why})
            notify([f"post:{proposal.by_id}"], "publishing.failed", url=URL)


def _finish(proposal: Proposal, state: Proposal.State, report: Mapping[str, Any]) -> None:
    finished_at = None if state == Proposal.State.WAITING else clock.now()
    proposals_of(proposal.city).filter(pk=proposal.pk).update(
        state=state, report=report, finished_at=finished_at
    )


def _as_proposed(proposal: Proposal) -> list[Profile]:
    """Return the folder's profiles, found right; raises `ChangedSince` and ProfileError."""
    _refuse_another(proposal)
    profiles = checked_profiles()
    # Whoever edits the folder while it is read publishes nothing by it either.
    _refuse_another(proposal)
    return profiles


def _refuse_another(proposal: Proposal) -> None:
    if digest_of(Path(settings.PROFILES_ROOT)) != proposal.digest:
        raise ChangedSince


def _report_of_profile(proposal: Proposal) -> dict[str, Any]:
    """Return which values differ, and what would become of open matters if they moved to changed workflows."""
    profiles = _as_proposed(proposal)
    found = all_differences(profiles)
    workflows = [told for profile in profiles if not profile.is_province for told in _changed(profile)]
    _refuse_another(proposal)
    return {"values": len(found), "differences": found, "workflows": workflows}


def _changed(profile: Profile) -> Iterator[dict[str, Any]]:
    current = {row.code: row for row in all_current(profile.city)}
    for draft in checked_workflows(profile):
        new = draft.definition()
        row = current.get(new.code)
        if row is not None and body_of(definition_of(row.pk)) != body_of(new):
            versions = Versions(definition_of(row.pk), new)
            moves = counted(versions, row, partial(seen, versions, of=row))
            yield {"name": new.name.model_dump(), "to": row.version + 1, "moves": [moves]}


def _moving(proposal: Proposal, *, really: bool = False) -> dict[str, Any]:
    """Return what becomes of the open matters of older versions, after moving them or without."""
    to = proposal.definition
    if to is None or to.retired_at is not None:
        raise ChangedSince
    new = definition_of(to.pk)
    older = [of for current, rows in open_by_version(to.city) if current.pk == to.pk for of, _count in rows]
    moves: list[Counts] = []
    for of in older:
        versions = Versions(definition_of(of.pk), new, proposal.states)
        moves.append(
            counted(versions, of, _mover(versions, of, to) if really else partial(seen, versions, of=of))
        )
    return {"name": new.name.model_dump(), "to": to.version, "moves": moves}


def _mover(versions: Versions, of: Definition, to: Definition) -> Callable[[Sequence[int]], Migrated]:
    def move(ids: Sequence[int]) -> Migrated:
        return migrate(actor=ACTOR, versions=versions, ids=ids, of=of, to=to)

    return move
