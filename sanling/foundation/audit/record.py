"""Writing audit rows, in the transaction of the act they tell of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, transaction

from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.clock import now
from sanling.foundation.database.bulk import insert_values
from sanling.foundation.database.prepared import rows as run
from sanling.foundation.keys.marks import require

_RECORD = """
    WITH recorded AS (
        INSERT INTO audit_auditrow (at, city, actor_kind, actor_key, act, subject, detail)
        VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id
    )
    INSERT INTO audit_auditpending (row_id) SELECT id FROM recorded RETURNING row_id
"""
_AWAIT_SEALS = "INSERT INTO audit_auditpending (row_id) SELECT unnest(%s::bigint[])"


@dataclass(frozen=True, kw_only=True)
class NewAuditRow:
    """An act to be recorded; ``at`` is given only where a past is written (simulation, import)."""

    actor: Actor
    act: str
    subject: str
    city: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None


def record(
    *, actor: Actor, act: str, subject: str, city: str = "", detail: Mapping[str, Any] | None = None
) -> AuditRow:
    """Record one act in the caller's transaction.

    ``act`` is dotted ("matter.accept"), ``subject`` a kind and a key ("matter:12"), ``city`` four digits or
    nothing; ``detail`` holds codes and numbers, never personal data. Raises `KeysDiffer`: without the right keys
    nothing is done.
    """
    require()
    new = NewAuditRow(actor=actor, act=act, subject=subject, city=city, detail=detail or {})
    return _record(new)


def record_many(rows: Iterable[NewAuditRow]) -> list[int]:
    """Record many acts with two statements, and a single one with one; return their keys in the order given.

    Raises `KeysDiffer`.
    """
    require()
    found = list(rows)
    if len(found) < 2:
        return [_record(row).pk for row in found]
    at = now()
    with transaction.atomic(savepoint=False):
        keys = insert_values(AuditRow, _TOLD, [_told(row, at) for row in found])
        with connection.cursor() as cursor:
            cursor.execute(_AWAIT_SEALS, [keys])
    return keys


def _record(new: NewAuditRow) -> AuditRow:
    row = AuditRow(**dict(zip(_TOLD, _told(new, now()), strict=True)))
    detail = AuditRow._meta.get_field("detail").get_db_prep_save(row.detail, connection)  # noqa: SLF001
    told = [row.at, row.city, row.actor_kind, row.actor_key, row.act, row.subject, detail]
    ((row.pk,),) = run(_RECORD, told)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001 -- as `save` does
    return row


# What a row tells, in this order.
_TOLD = ("at", "city", "actor_kind", "actor_key", "act", "subject", "detail")


def _told(new: NewAuditRow, at: datetime) -> tuple[Any, ...]:
    actor = new.actor
    return (new.at or at, new.city, actor.kind, actor.key, new.act, new.subject, dict(new.detail))
