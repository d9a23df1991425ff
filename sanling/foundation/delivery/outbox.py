"""Messages that leave a transaction with it, and are consumed with exactly one effect."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from sanling.foundation.clock import now
from sanling.foundation.delivery.models import Outbox

# Room 1 of PostgreSQL's two-number advisory locks is the outbox's; the second number is the topic's hash.
_LOCK_ROOM = 1
_TAKE = """
    DELETE FROM delivery_outbox
    WHERE id IN (SELECT id FROM delivery_outbox WHERE topic = %s ORDER BY id LIMIT %s)
    RETURNING id, key, payload, at
"""


@dataclass(frozen=True)
class OutboxRow:
    """A message as a consumer gets it."""

    id: int
    topic: str
    key: str
    payload: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True)
class NewOutboxRow:
    """A message to be put."""

    topic: str
    key: str
    payload: Mapping[str, Any]


def put(topic: str, key: str, payload: Mapping[str, Any]) -> None:
    """Put one message into the outbox, in the caller's transaction.

    Messages of one key arrive in the order they were put if each writer holds the lock of the row that the
    key names.
    """
    put_many([NewOutboxRow(topic, key, payload)])


def put_many(rows: Iterable[NewOutboxRow]) -> int:
    """Put many messages with one statement; return how many."""
    at = now()
    unsaved = [Outbox(topic=row.topic, key=row.key, payload=dict(row.payload), at=at) for row in rows]
    return len(Outbox.objects.bulk_create(unsaved))


def consume(*, topic: str, limit: int, handler: Callable[[list[OutboxRow]], None]) -> int:
    """Take up to ``limit`` committed messages, in order of id, and handle them in one transaction.

    Return how many; 0 means that none was left. What the handler writes is committed with the removal of
    its messages, so a crash loses nothing and repeats nothing; its error leaves them all. Messages that commit
    late are taken later, whatever their ids. One consumer a topic works at a time, others wait for it.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK_ROOM, topic])
            cursor.execute(_TAKE, [topic, limit])
            found = cursor.fetchall()
        rows = [
            OutboxRow(id_, topic, key, json.loads(payload), at) for id_, key, payload, at in sorted(found)
        ]
        if rows:
            handler(rows)
    return len(rows)
