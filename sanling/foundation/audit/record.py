"""Writing audit rows, in the transaction of the act they tell of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.models import AuditPending, AuditRow
from sanling.foundation.clock import now
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.database.prepared import insert
from sanling.foundation.keys.marks import require


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
    with transaction.atomic(savepoint=False):
        row = _row(new, now())
        insert(row)
        insert(AuditPending(row=row))
    return row


def record_many(rows: Iterable[NewAuditRow]) -> list[AuditRow]:
    """Record many acts with two statements, in the order given. Raises `KeysDiffer`."""
    require()
    at = now()
    unsaved = [_row(row, at) for row in rows]
    with transaction.atomic(savepoint=False):
        saved = insert_many(AuditRow, unsaved)
        insert_many(AuditPending, [AuditPending(row_id=row.pk) for row in saved])
    return saved


def _row(new: NewAuditRow, at: datetime) -> AuditRow:
    return AuditRow(
        at=new.at or at,
        city=new.city,
        actor_kind=new.actor.kind,
        actor_key=new.actor.key,
        act=new.act,
        subject=new.subject,
        detail=dict(new.detail),
    )
