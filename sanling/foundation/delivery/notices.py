"""Notices in the interface: what a recipient should know, until read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from sanling.foundation.clock import now
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.database.prepared import run
from sanling.foundation.delivery.models import Notice
from sanling.foundation.delivery.texts import UnknownNotice, register_notice, require

_COUNT = """
    INSERT INTO delivery_notice (batch, recipient, code, params, url, created_at) VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (batch, recipient, code) WHERE batch IS NOT NULL AND read_at IS NULL DO UPDATE SET
        params = jsonb_build_object(
            'count', (delivery_notice.params ->> 'count')::int + (excluded.params ->> 'count')::int
        ),
        created_at = excluded.created_at
"""

__all__ = [
    "NewNotice",
    "UnknownNotice",
    "mark_read",
    "notify",
    "notify_many",
    "register_notice",
    "unread_count",
]


@dataclass(frozen=True, kw_only=True)
class NewNotice:
    """A notice to be written; ``recipient`` is an actor's key ("post:12").

    Of one ``batch`` a recipient has one unread notice of a code: it counts, in the parameter ``count``.
    """

    recipient: str
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    url: str = ""
    batch: UUID | None = None


def notify(
    recipients: Iterable[str], code: str, params: Mapping[str, Any] | None = None, url: str = ""
) -> int:
    """Tell each recipient once; return how many were told. Raises UnknownNotice for an unregistered code."""
    return notify_many(
        NewNotice(recipient=recipient, code=code, params=params or {}, url=url)
        for recipient in dict.fromkeys(recipients)
    )


def notify_many(notices: Iterable[NewNotice]) -> int:
    """Write many notices with one statement, and one for each that counts; return how many. Raises UnknownNotice."""
    at = now()
    unsaved = []
    counted: Counter[tuple[UUID, str, str, str]] = Counter()
    for notice in notices:
        require(notice.code)
        if notice.batch is not None:
            counted[notice.batch, notice.recipient, notice.code, notice.url] += 1
            continue
        unsaved.append(
            Notice(
                recipient=notice.recipient,
                code=notice.code,
                params=dict(notice.params),
                url=notice.url,
                created_at=at,
            )
        )
    # In one order, so that two who count up the same do not wait for each other.
    for (batch, recipient, code, url), count in sorted(counted.items(), key=str):
        run(_COUNT, [batch, recipient, code, Jsonb({"count": count}), url, at])
    return len(insert_many(Notice, unsaved)) + len(counted)


def unread_count(recipient: str, cap: int = 99) -> int:
    """Count unread notices; ``cap`` + 1 means "more than cap", so that the cost is bounded."""
    return Notice.objects.filter(recipient=recipient, read_at__isnull=True)[: cap + 1].count()


def mark_read(recipient: str, ids: Iterable[int] | None = None) -> int:
    """Mark the recipient's notices as read, all of them or those named; return how many were unread."""
    unread = Notice.objects.filter(recipient=recipient, read_at__isnull=True)
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    return unread.update(read_at=now())
