"""The scan: warn of clocks that near their end, mark those that passed it, and queue what follows.

Rows are claimed with SKIP LOCKED together with their matter (an act locks the matter first, so neither waits for the
other), and everything that a batch writes commits with it: a scan killed halfway has done whole batches only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from sanling.domain.matters.changes import TOPIC
from sanling.domain.matters.models import Entry
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.audit.record import NewAuditRow, record_many
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.delivery.outbox import NewOutboxRow, in_bulk, put_many

BATCH = 2000
TIMER = SystemActor("timer")
OVERDUE = "matters.overdue"

_CLAIM = """
    SELECT c.id, c.code, c.due_at, m.id, m.city, m.state, m.version, m.definition_id, m.unit_id, m.division_path,
        c.batch
    FROM matters_clock c JOIN matters_matter m ON m.id = c.matter_id
    WHERE {condition} AND c.stopped_at IS NULL AND c.paused_at IS NULL AND c.late_at IS NULL
        AND c.batch IS {lane}
    ORDER BY c.{column}
    LIMIT %s
    FOR NO KEY UPDATE OF m, c SKIP LOCKED
"""
_LATE = "c.due_at <= %s", "due_at"
_WARN = "c.warn_at <= %s AND c.warned_at IS NULL", "warn_at"


@dataclass(frozen=True)
class Ripe:
    """A clock whose warning or end has come."""

    clock_id: int
    code: str
    due_at: datetime
    matter_id: int
    city: str
    state: str
    version: int
    definition_id: int
    unit_id: int
    division: str
    batch: UUID | None


def scan() -> int:
    """Work off every clock whose time has come, save those that came in bulk, and return how many."""
    return _scan(bulk=False)


def scan_bulk() -> int:
    """Do the same with the next of the clocks that large batches started."""
    return _scan(bulk=True)


def _scan(*, bulk: bool) -> int:
    now = clock.now()
    late, warn = (
        _CLAIM.format(condition=condition, column=column, lane="NOT NULL" if bulk else "NULL")
        for condition, column in (_LATE, _WARN)
    )
    work_off = _work_off if bulk else _drain
    return work_off(late, "late_at", "clock_late", now) + work_off(warn, "warned_at", "clock_warned", now)


def _drain(claim: str, column: str, code: str, now: datetime) -> int:
    done = 0
    while count := _work_off(claim, column, code, now):
        done += count
    return done


def _work_off(claim: str, column: str, code: str, now: datetime) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(claim, [now, BATCH])
        ripe = [Ripe(*row) for row in cursor.fetchall()]
        if not ripe:
            return 0
        cursor.execute(
            f"UPDATE matters_clock SET {column} = %s WHERE id = ANY(%s)",  # noqa: S608 - one of two names above
            [now, [clock.clock_id for clock in ripe]],
        )
        entries = _write_entries(ripe, code, now)
        put_many(
            NewOutboxRow(_lane(TOPIC, clock), str(clock.matter_id), {"entry": entry.pk})
            for clock, entry in zip(ripe, entries, strict=True)
        )
        if code == "clock_late":
            put_many(_consequences(ripe))
        return len(ripe)


def _lane(topic: str, ripe: Ripe) -> str:
    return topic if ripe.batch is None else in_bulk(topic)


def _write_entries(ripe: Sequence[Ripe], code: str, now: datetime) -> list[Entry]:
    entries = insert_many(
        Entry,
        (told(clock, code, now) for clock in ripe),
    )
    record_many(
        NewAuditRow(
            actor=TIMER,
            act=f"matters.{code}",
            subject=f"matter:{clock.matter_id}",
            city=clock.city,
            detail={"entry": entry.pk, "clock": clock.clock_id},
        )
        for clock, entry in zip(ripe, entries, strict=True)
    )
    return entries


def told(ripe: Ripe, code: str, now: datetime) -> Entry:
    """Return the entry that tells of a clock whose warning or end has come."""
    return Entry(
        matter_id=ripe.matter_id,
        at=now,
        unit_id=ripe.unit_id,
        division_id=ripe.division,
        code=code,
        params={"clock": ripe.clock_id, "clock_code": ripe.code, "due": ripe.due_at.isoformat()},
        audience=Entry.Audience.INTERNAL,
        actor_kind=TIMER.kind,
        actor_key=TIMER.key,
        from_state=ripe.state,
        to_state=ripe.state,
        version=ripe.version,
        batch=ripe.batch,
    )


def _consequences(ripe: Sequence[Ripe]) -> list[NewOutboxRow]:
    """Return what the definitions have the system do about clocks that ran out."""
    found = []
    for late in ripe:
        rules: Mapping[str, Any] = {rule.code: rule for rule in definition_of(late.definition_id).all_clocks}
        rule = rules.get(late.code)
        if rule is not None and rule.on_overdue.act:
            payload = {"matter": late.matter_id, "clock": late.clock_id, "code": late.code}
            found.append(NewOutboxRow(_lane(OVERDUE, late), str(late.matter_id), payload))
    return found
