"""Writing audit rows, in the transaction of the act they tell of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.models import AuditPending, AuditRow
from sanling.foundation.clock import now


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
    nothing; ``detail`` holds codes and numbers, never personal data.
    """
    return record_many([NewAuditRow(actor=actor, act=act, subject=subject, city=city, detail=detail or {})])[
        0
    ]


def record_many(rows: Iterable[NewAuditRow]) -> list[AuditRow]:
    """Record many acts with two statements, in the order given."""
    at = now()
    unsaved = [
        AuditRow(
            at=row.at or at,
            city=row.city,
            actor_kind=row.actor.kind,
            actor_key=row.actor.key,
            act=row.act,
            subject=row.subject,
            detail=dict(row.detail),
        )
        for row in rows
    ]
    with transaction.atomic(savepoint=False):
        saved = AuditRow.objects.bulk_create(unsaved)
        AuditPending.objects.bulk_create([AuditPending(row_id=row.pk) for row in saved])
    return saved
