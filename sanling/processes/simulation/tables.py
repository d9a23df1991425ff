"""The rows of invented matters, table by table, with ids in place of places."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sanling.domain.matters.access import LinkActor, VisitorActor
from sanling.domain.matters.entries import file_audience
from sanling.domain.matters.scan import TIMER
from sanling.foundation.files.models import StoredFile
from sanling.foundation.privacy.crypt import encrypt
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.text import tokens, tsvector_text
from sanling.processes.simulation.history import History
from sanling.processes.simulation.invent import Invented
from sanling.processes.simulation.persons import SimPerson
from sanling.processes.simulation.records import By, SimClock, SimEntry

Row = tuple[Any, ...]
DIGEST_BYTES = 32
NOBODY: Row = (None,) * 6


@dataclass(frozen=True)
class Setting:
    """What a batch refers to: the published definitions by code, and pictures to enclose."""

    definitions: Mapping[str, int]
    category_versions: Mapping[str, int]
    pictures: Sequence[StoredFile]


@dataclass
class Ids:
    """The ids of one matter's rows, in the order of its history's lists."""

    matter: int
    stages: Sequence[int]
    assignments: Sequence[int]
    entries: Sequence[int]
    clocks: Sequence[int]


def _identity(person: SimPerson) -> Row:
    """Return what a party says of a person, encrypted, with the blind indexes."""
    said = (person.name, person.phone, person.citizen_number, person.address)
    return (
        *(encrypt(text.encode()) if text else None for text in said),
        blind_index("phone", person.phone),
        blind_index("citizen_number", person.citizen_number) if person.citizen_number else None,
    )


def matter_row(one: Invented, ids: Ids, setting: Setting) -> Row:
    """Return the row of a matter."""
    history = one.history
    due_at, warn_at = history.nearest()
    return (
        ids.matter,
        one.brought.number,
        history.path,
        setting.definitions[history.definition.code],
        one.brought.kind.code,
        history.category,
        setting.category_versions[one.brought.kind.code],
        history.state,
        history.open,
        history.outcome,
        one.title,
        one.text,
        one.where.place,
        one.where.spot.lon if one.where.located else None,
        one.where.spot.lat if one.where.located else None,
        one.brought.channel,
        one.where.code,
        one.scale,
        one.headcount,
        history.confidentiality,
        history.accused is not None,
        history.unit,
        history.assignee.id if history.assignee else None,
        history.registrar,
        history.registered_at,
        history.resolved_at,
        history.ended_at,
        due_at,
        warn_at,
        history.paused,
        history.version,
        # Nobody was given these links, so that nobody can open them.
        os.urandom(DIGEST_BYTES),
        tsvector_text(tokens(one.brought.number, one.title, one.text, one.where.place, *history.added)),
    )


def party_rows(one: Invented, ids: Ids) -> Iterator[Row]:
    """Yield the rows of those concerned."""
    for party in one.parties:
        said = _identity(party.person) if party.person else NOBODY
        yield (ids.matter, party.unit, party.description, party.role, party.headcount, False, False, *said)


def stage_rows(history: History, ids: Ids) -> Iterator[Row]:
    """Yield the rows of stages."""
    for pk, stage in zip(ids.stages, history.stages, strict=True):
        yield (pk, ids.matter, stage.state, stage.unit, stage.begun_at, stage.ended_at)


def assignment_rows(history: History, ids: Ids) -> Iterator[Row]:
    """Yield the rows of assignments."""
    for pk, one in zip(ids.assignments, history.assignments, strict=True):
        kind = "joint" if one.joint else "main"
        yield (
            pk,
            ids.matter,
            kind,
            one.unit,
            one.post,
            one.begun_at,
            one.signed_at,
            one.ended_at,
            one.ended_how,
        )


def entry_rows(one: Invented, ids: Ids, by_matter: Mapping[int, int]) -> Iterator[Row]:
    """Yield the rows of entries, places in their parameters turned into ids."""
    for pk, entry in zip(ids.entries, one.history.entries, strict=True):
        params = entry.params
        if "clock" in params:
            params = {**params, "clock": ids.clocks[params["clock"]]}
        if entry.code in one.history.course.naming and one.repeats:
            params = {**params, "other": by_matter[id(one.repeats)]}
        yield (
            pk,
            ids.matter,
            entry.at,
            entry.unit,
            one.history.path,
            entry.code,
            json.dumps(params, ensure_ascii=False),
            entry.audience,
            entry.by.value,
            _actor_key(entry, ids),
            entry.post,
            entry.from_state,
            entry.to_state,
            entry.version,
        )


def _actor_key(entry: SimEntry, ids: Ids) -> str:
    match entry.by:
        case By.POST:
            return f"post:{entry.post}"
        case By.LINK:
            return LinkActor(ids.matter).key
        case By.VISITOR:
            return VisitorActor().key
    return TIMER.key


def attachment_rows(history: History, ids: Ids, setting: Setting) -> Iterator[Row]:
    """Yield the rows of enclosures."""
    if not setting.pictures:
        return
    for pk, entry in zip(ids.entries, history.entries, strict=True):
        audience = file_audience(act=entry.audience, by=entry.by, registers=not entry.from_state)
        for nth in range(entry.files):
            picture = setting.pictures[(pk + nth) % len(setting.pictures)]
            yield (pk, picture.pk, picture.name, entry.evidence, audience)


def clock_rows(history: History, ids: Ids) -> Iterator[Row]:
    """Yield the rows of clocks."""
    for pk, clock in zip(ids.clocks, history.clocks, strict=True):
        yield (
            pk,
            ids.matter,
            None if clock.stage is None else ids.stages[clock.stage],
            None if clock.assignment is None else ids.assignments[clock.assignment],
            clock.rule.code,
            str(clock.allowance),
            clock.started_at,
            clock.warn_at,
            clock.due_at,
            clock.provisional,
            clock.warned_at,
            clock.late_at,
            clock.paused_at,
            clock.stopped_at,
            clock.ended_how,
        )


def _moved(history: History, ids: Ids) -> Iterator[tuple[int, SimClock]]:
    return ((pk, clock) for pk, clock in zip(ids.clocks, history.clocks, strict=True) if clock.changes)


def pause_rows(history: History, ids: Ids) -> Iterator[Row]:
    """Yield the rows of pauses."""
    for pk, clock in _moved(history, ids):
        for pause in clock.pauses:
            yield (pk, pause.begun_at, pause.ended_at)


def change_rows(history: History, ids: Ids) -> Iterator[Row]:
    """Yield the rows of clocks' moves."""
    for pk, clock in _moved(history, ids):
        for change in clock.changes:
            yield (pk, ids.entries[change.entry], change.was_due_at, change.due_at)


def rating_rows(history: History, ids: Ids) -> Iterator[Row]:
    """Yield the rows of ratings."""
    for entry, result, steps, comment in history.ratings:
        yield (ids.matter, ids.entries[entry], result, json.dumps(steps), comment)


def relation_rows(one: Invented, ids: Ids, by_matter: Mapping[int, int]) -> Iterator[Row]:
    """Yield the rows of relations."""
    for entry, kind in one.history.relations:
        if one.repeats:
            yield (ids.matter, by_matter[id(one.repeats)], kind, ids.entries[entry])
