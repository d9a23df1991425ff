"""Brings an invented matter and one in the database into one form, and says where they differ."""

from collections.abc import Iterator
from typing import Any

from sanling.domain.matters.models import Clock, Entry, Matter, Participation, Rating
from sanling.processes.simulation.invent import Invented

Form = dict[str, Any]


def as_invented(invented: Invented) -> Form:
    """Return what an invented matter says of itself, without ids."""
    history = invented.history
    due_at, warn_at = history.nearest()
    return {
        "matter": {
            "kind": invented.brought.kind.code,
            "category": history.category,
            "state": history.state,
            "open": history.open,
            "outcome": history.outcome,
            "title": invented.title,
            "unit": history.unit,
            "assignee": history.assignee.id if history.assignee else None,
            "registered_by": history.registrar,
            "registered_at": history.registered_at,
            "resolved_at": history.resolved_at,
            "ended_at": history.ended_at,
            "due_at": due_at,
            "warn_at": warn_at,
            "paused": history.paused,
            "version": history.version,
            "confidentiality": history.confidentiality,
        },
        "stages": [(one.state, one.unit, one.begun_at, one.ended_at) for one in history.stages],
        "assignments": [
            (
                "joint" if one.joint else "main",
                one.unit,
                one.post,
                one.begun_at,
                one.signed_at,
                one.ended_at,
                one.ended_how,
            )
            for one in history.assignments
        ],
        "participants": set(history.participants),
        "clocks": [
            (
                one.rule.code,
                str(one.allowance),
                one.stage,
                one.assignment,
                one.started_at,
                one.warn_at,
                one.due_at,
                one.provisional,
                one.warned_at,
                one.late_at,
                one.paused_at,
                one.stopped_at,
                one.ended_how,
                [(pause.begun_at, pause.ended_at) for pause in one.pauses],
                [(change.entry, change.was_due_at, change.due_at) for change in one.changes],
            )
            for one in history.clocks
        ],
        "entries": [
            (
                one.at,
                one.unit,
                history.path,
                one.code,
                {name: value for name, value in one.params.items() if name != "number"},
                one.audience,
                one.by.value,
                one.post,
                one.from_state,
                one.to_state,
                one.version,
                one.files,
            )
            for one in history.entries
        ],
        "ratings": history.ratings,
        "added": set(history.added),
    }


def as_stored(matter: Matter) -> Form:
    """Return the same of a matter in the database."""
    stages = list(matter.stages.order_by("pk"))
    assignments = list(matter.assignments.order_by("pk"))
    clocks = list(matter.clocks.order_by("pk"))
    entries = list(matter.entries.order_by("pk"))
    places = {
        kind: {row.pk: place for place, row in enumerate(rows)}
        for kind, rows in (
            ("stage", stages),
            ("assignment", assignments),
            ("clock", clocks),
            ("entry", entries),
        )
    }
    last_added = [one for one in entries if one.code == "add"][-1:]
    return {
        "matter": {
            "kind": matter.kind,
            "category": matter.category,
            "state": matter.state,
            "open": matter.open,
            "outcome": matter.outcome,
            "title": matter.title,
            "unit": matter.unit_id,
            "assignee": matter.assignee_id,
            "registered_by": matter.registered_by_id,
            "registered_at": matter.registered_at,
            "resolved_at": matter.resolved_at,
            "ended_at": matter.ended_at,
            "due_at": matter.due_at,
            "warn_at": matter.warn_at,
            "paused": matter.paused,
            "version": matter.version,
            "confidentiality": matter.confidentiality,
        },
        "stages": [(one.state, one.unit_id, one.begun_at, one.ended_at) for one in stages],
        "assignments": [
            (
                one.kind,
                one.unit_id,
                one.post_id,
                one.begun_at,
                one.signed_at,
                one.ended_at,
                one.ended_how,
            )
            for one in assignments
        ],
        "participants": set(Participation.objects.filter(matter=matter).values_list("unit", flat=True)),
        "clocks": [_clock(one, places) for one in clocks],
        "entries": [_entry(one, places["clock"]) for one in entries],
        "ratings": [
            (places["entry"][one.entry_id], one.result, one.steps, one.comment)
            for one in Rating.objects.filter(matter=matter).order_by("pk")
        ],
        "added": {one.params["message"] for one in last_added},
    }


def _clock(one: Clock, places: dict[str, dict[int, int]]) -> tuple[Any, ...]:
    return (
        one.code,
        one.allowance,
        None if one.stage_id is None else places["stage"][one.stage_id],
        None if one.assignment_id is None else places["assignment"][one.assignment_id],
        one.started_at,
        one.warn_at,
        one.due_at,
        one.provisional,
        one.warned_at,
        one.late_at,
        one.paused_at,
        one.stopped_at,
        one.ended_how,
        [(pause.begun_at, pause.ended_at) for pause in one.pauses.order_by("pk")],
        [
            (places["entry"][change.entry_id], change.was_due_at, change.due_at)
            for change in one.changes.order_by("pk")
        ],
    )


def _entry(one: Entry, clocks: dict[int, int]) -> tuple[Any, ...]:
    params = {name: value for name, value in one.params.items() if name not in {"other", "number"}}
    if "clock" in params:
        params["clock"] = clocks[params["clock"]]
    return (
        one.at,
        one.unit_id,
        one.division_id,
        one.code,
        params,
        one.audience,
        one.actor_kind,
        one.post_id,
        one.from_state,
        one.to_state,
        one.version,
        one.attachments.count(),
    )


def differences(one: Form, other: Form) -> Iterator[str]:
    """Yield where two forms differ, part by part."""
    for part, mine in one.items():
        theirs = other[part]
        if mine == theirs:
            continue
        if isinstance(mine, list):
            for place in range(max(len(mine), len(theirs))):
                left, right = mine[place : place + 1], theirs[place : place + 1]
                if left != right:
                    yield f"{part}[{place}]: {left} / {right}"
        else:
            yield f"{part}: {mine} / {theirs}"
