"""Migrate: open matters move to another version of their workflow, each whole, with an entry that tells it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from sanling.domain.matters import timing
from sanling.domain.matters.changes import RELEASE, Change, write
from sanling.domain.matters.entries import write_entry
from sanling.domain.matters.migrating import CantMove, Move, MovedClock, Versions, decide
from sanling.domain.matters.models import Clock, ClockChange, ClockPause, Entry, Matter, Stage
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import reading_of
from sanling.domain.workflow.transition import Before
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.database.bulk import insert_many

CODE = "migrated"
BATCH = 200


@dataclass
class Migrated:
    """What moved, and what must stay with its version: each matter with why."""

    moves: list[tuple[Matter, Move]] = field(default_factory=list)
    staying: list[tuple[Matter, str]] = field(default_factory=list)


def keys_of_open(of: Definition) -> list[int]:
    """Return the keys of the open matters that have a version."""
    found = Matter.objects.filter(city=of.city, open=True, definition=of).order_by("pk")
    return list(found.values_list("pk", flat=True))


def seen(versions: Versions, ids: Iterable[int], *, of: Definition) -> Migrated:
    """Return what would become of matters, and change nothing."""
    return _decided(_read(list(ids), of), versions, of)


def migrate(
    *, actor: Actor, versions: Versions, ids: Sequence[int], of: Definition, to: Definition
) -> Migrated:
    """Move matters that have the version ``of`` to the version ``to``, and return what became of them.

    Each goes whole or not at all; one that somebody acts on just now waits for that act. One that has moved on or ended
    meanwhile is left as it is, so it can be run again.
    """
    with transaction.atomic():
        locked = Matter.objects.select_for_update(of=("self",)).filter(pk__in=ids, definition=of, open=True)
        keys = list(locked.order_by("pk").values_list("pk", flat=True))
        found = _decided(_read(keys, of), versions, of)
        now = clock.now()
        stages = _stages(found.moves, now)
        by = _By(actor, now, of, to)
        write([_change(matter, move, stages[matter.pk], by) for matter, move in found.moves])
    return found


def _read(ids: Sequence[int], of: Definition) -> "list[_Row]":
    matters = (
        Matter.objects.filter(pk__in=ids, definition=of, open=True).defer("search", "text").order_by("pk")
    )
    running, pauses, done = defaultdict(list), defaultdict(list), defaultdict(list)
    said: dict[int, dict[str, set[str]]] = defaultdict(dict)
    for row in Clock.objects.filter(matter__in=ids, stopped_at=None).order_by("pk"):
        running[row.matter_id].append(row)
    for span in ClockPause.objects.filter(clock__matter__in=ids, clock__stopped_at=None).order_by("begun_at"):
        pauses[span.clock_id].append(span)
    entries = Entry.objects.filter(matter__in=ids).order_by("pk")
    for matter, code, params in entries.values_list("matter_id", "code", "params"):
        done[matter].append(code)
        said[matter].setdefault(code, set()).update(params)
    return [_Row(matter, running[matter.pk], pauses, done[matter.pk], said[matter.pk]) for matter in matters]


@dataclass(frozen=True)
class _Row:
    matter: Matter
    running: list[Clock]
    pauses: dict[int, list[ClockPause]]
    done: list[str]
    said: dict[str, set[str]]


def _decided(rows: Iterable[_Row], versions: Versions, of: Definition) -> Migrated:
    found, reading = Migrated(), reading_of(of.pk)
    for row in rows:
        try:
            versions.refuse_retyped(row.said, reading)
            move = decide(
                row.matter, running=row.running, pauses=row.pauses, done=row.done, versions=versions
            )
        except CantMove as why:
            found.staying.append((row.matter, str(why)))
        else:
            found.moves.append((row.matter, move))
    return found


class _By(NamedTuple):
    """Who moves matters, when, of which version and to which."""

    actor: Actor
    now: datetime
    of: Definition
    to: Definition


def _change(matter: Matter, move: Move, stage: Stage, by: _By) -> Change:
    change = Change()
    actor, now, of, to = by
    before = Before(matter.state, matter.unit_id, matter.division_id)
    if move.state.unassigned and matter.assignee_id is not None:
        change.run(RELEASE, matter, now, CODE)
        change.set(matter, assignee_id=None)
    outcome = move.state.outcome or matter.outcome
    change.set(
        matter, definition_id=to.pk, state=move.state.code, outcome=outcome, version=matter.version + 1
    )
    timing.stop(move.dropped, now=now, met=frozenset(), change=change)
    of_matter = timing.clocks_of(move.of_matter, matter, now)
    begun = [*timing.clocks_of(move.of_stage, matter, now, stage=stage), *of_matter]
    change.add(*begun)
    entry = write_entry(
        change,
        matter=matter,
        actor=actor,
        at=now,
        code=CODE,
        audience=Entry.Audience.INTERNAL,
        params={"from_version": of.version, "to_version": to.version},
        before=before,
    )
    if matter.paused:
        timing.pause(of_matter, now=now, entry=entry, change=change)
    for kept in move.kept:
        _carry(kept, stage, now, entry, change)
    timing.refresh(matter, [*(kept.clock for kept in move.kept), *begun])
    change.mark(matter, timing.KEPT)
    return change


def _stages(moves: Sequence[tuple[Matter, Move]], now: datetime) -> dict[int, Stage]:
    """Return each matter's stage under way, which is begun now where its state is called otherwise."""
    under_way = {
        stage.matter_id: stage
        for stage in Stage.objects.filter(matter__in=[matter.pk for matter, _move in moves], ended_at=None)
    }
    new = [
        Stage(matter=matter, state=move.state.code, unit_id=matter.unit_id, begun_at=now)
        for matter, move in moves
        if move.state.code != matter.state
    ]
    Stage.objects.filter(pk__in=[under_way[stage.matter_id].pk for stage in new]).update(ended_at=now)
    return under_way | {stage.matter_id: stage for stage in insert_many(Stage, new)}


def _carry(kept: MovedClock, stage: Stage, now: datetime, entry: Entry, change: Change) -> None:
    clock_row, was, moves = kept.clock, kept.clock.due_at, kept.moves
    timing.move(clock_row, kept.due, kept.rule, change)
    if moves:
        late_at = clock_row.late_at if kept.due.at <= now else None
        change.set(clock_row, allowance=kept.allowance, warned_at=None, late_at=late_at)
        change.add(ClockChange(clock=clock_row, entry=entry, was_due_at=was, due_at=kept.due.at))
    if clock_row.of_stage:
        change.set(clock_row, stage_id=stage.pk)
