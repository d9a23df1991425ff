"""Messages that leave a transaction with it, and are consumed with exactly one effect."""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction

from sanling.foundation.clock import now
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.database.prepared import insert
from sanling.foundation.delivery.models import Outbox, ParkedMessage

log = logging.getLogger(__name__)
_BROKEN_OFF = (OperationalError, InterfaceError)

# Room 1 of PostgreSQL's two-number advisory locks is the outbox's; the second number is the topic's hash.
_LOCK_ROOM = 1
_BULK = "/bulk"
# The next of a topic, and what waits in bulk of the same keys: nothing of a key overtakes what was put before it.
NEXT = """
    WITH own AS (
        SELECT id, key FROM delivery_outbox WHERE topic = %(topic)s ORDER BY id LIMIT %(limit)s
    ), next AS (
        SELECT id FROM own
        UNION ALL
        SELECT id FROM delivery_outbox WHERE topic = %(bulk)s AND key IN (SELECT key FROM own)
    )
"""
_TAKE = f"{NEXT} DELETE FROM delivery_outbox WHERE id IN (SELECT id FROM next) RETURNING id, key, payload, at"  # noqa: S608 -- put together from constants


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


Handler = Callable[[list[OutboxRow]], None]


def put(topic: str, key: str, payload: Mapping[str, Any]) -> None:
    """Put one message into the outbox, in the caller's transaction.

    Messages of one key arrive in the order they were put if each writer holds the lock of the row that the
    key names.
    """
    insert(Outbox(topic=topic, key=key, payload=dict(payload), at=now()))


def put_many(rows: Iterable[NewOutboxRow]) -> int:
    """Put many messages with one statement; return how many."""
    at = now()
    unsaved = [Outbox(topic=row.topic, key=row.key, payload=dict(row.payload), at=at) for row in rows]
    return len(insert_many(Outbox, unsaved))


def consume(*, topic: str, limit: int, handler: Handler) -> int:
    """Take up to ``limit`` committed messages, in order of id, and handle them in one transaction.

    Return how many; 0 means that none was left. What the handler writes is committed with the removal of
    its messages, so a crash loses nothing and repeats nothing. Messages that commit late are taken later, whatever
    their ids. One consumer a topic works at a time, others wait for it.

    When the handler fails, the batch is handled message by message, and those that fail alone are parked with their
    error: a single bad one must not hold up its topic for ever. `put_back` returns them. A database that breaks off is
    no fault of the messages: its error is raised, and leaves them all.
    """
    try:
        with transaction.atomic():
            rows = _take(topic, limit)
            if rows:
                handler(rows)
        return len(rows)
    except _BROKEN_OFF:
        raise
    except Exception:
        log.exception("A batch of %s failed; its messages are handled one by one.", topic)
    with transaction.atomic():
        rows = _take(topic, limit)
        for row in rows:
            _handle_alone(row, handler)
    return len(rows)


def drain(*, topic: str, limit: int, handler: Handler) -> int:
    """Consume a topic batch by batch until a batch isn't full; return how many messages there were."""
    done = 0
    while True:
        taken = consume(topic=topic, limit=limit, handler=handler)
        done += taken
        if taken < limit:
            return done


def put_back(*, parked: Iterable[int]) -> int:
    """Put parked messages into the outbox again, behind what waits there; return how many."""
    with transaction.atomic():
        rows = list(ParkedMessage.objects.select_for_update().filter(pk__in=list(parked)).order_by("pk"))
        put_many(NewOutboxRow(row.topic, row.key, row.payload) for row in rows)
        ParkedMessage.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def in_bulk(topic: str) -> str:
    """Return the lane of a topic for what comes in bulk: it is taken beside the topic, and delays nothing in it."""
    return f"{topic}{_BULK}"


def is_bulk(topic: str) -> bool:
    """Tell whether a topic is a lane for what comes in bulk."""
    return topic.endswith(_BULK)


def take_topic(cursor: Any, topic: str) -> None:
    """Wait until nobody else takes a topic's messages, and keep it so until the transaction ends."""
    cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK_ROOM, topic])


def _take(topic: str, limit: int) -> list[OutboxRow]:
    with connection.cursor() as cursor:
        take_topic(cursor, topic)
        cursor.execute(_TAKE, {"topic": topic, "bulk": in_bulk(topic), "limit": limit})
        found = cursor.fetchall()
    return [OutboxRow(id_, topic, key, json.loads(payload), at) for id_, key, payload, at in sorted(found)]


def _handle_alone(row: OutboxRow, handler: Handler) -> None:
    try:
        with transaction.atomic():
            handler([row])
    except _BROKEN_OFF:
        raise
    except Exception as error:
        log.exception("The message %s of %s (%s) is parked.", row.id, row.topic, row.key)
        ParkedMessage.objects.create(
            topic=row.topic,
            key=row.key,
            payload=row.payload,
            at=row.at,
            parked_at=now(),
            error=_said(error),
        )


def _said(error: Exception) -> str:
    """Return an error's kind and first line; further lines of the database's would quote rows."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else ''}"[:300]
