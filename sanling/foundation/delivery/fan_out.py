"""Followers of the outbox: each message becomes a row for each follower of its topic, so that none waits for another.

A follower has a topic of its own, its own pace, and its own parked messages: what it can't handle holds up nobody else.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection, transaction

from sanling.foundation.delivery.outbox import NEXT, Handler, consume, drain, in_bulk, take_topic

# Rows that commit late are taken later, whatever their ids; one fan-out a topic works at a time.
_FAN_OUT = f"""
    {NEXT}, taken AS (
        DELETE FROM delivery_outbox WHERE id IN (SELECT id FROM next) RETURNING id, key, payload, at
    ), put AS (
        INSERT INTO delivery_outbox (topic, key, payload, at)
        SELECT follower.topic, taken.key, taken.payload, taken.at
        FROM taken CROSS JOIN unnest(%(followers)s::text[]) AS follower (topic) ORDER BY taken.id
    )
    SELECT count(*) FROM taken
"""  # noqa: S608 -- put together from constants
_LIMIT = 5000


@dataclass(frozen=True)
class Follower:
    """Whoever takes the messages of a topic, by a name of its own, at most so many at once."""

    name: str
    topic: str
    handle: Handler
    batch: int = 2000
    bulk: bool = False

    @property
    def own_topic(self) -> str:
        """The topic of its own rows."""
        own = f"{self.topic}:{self.name}"
        return in_bulk(own) if self.bulk else own

    @property
    def followed(self) -> str:
        """The topic whose messages it gets."""
        return in_bulk(self.topic) if self.bulk else self.topic

    def in_bulk(self) -> "Follower":
        """Return the same follower of what comes in bulk."""
        return replace(self, bulk=True)

    @property
    def __name__(self) -> str:
        """What the pulse calls it when it fails."""
        return self.own_topic

    def __call__(self) -> int:
        """Handle what waits for it, of what comes in bulk only the next ones; return how many messages."""
        take = consume if self.bulk else drain
        return take(topic=self.own_topic, limit=self.batch, handler=self.handle)


def fan_out(followers: Iterable[Follower]) -> int:
    """Give each follower a row of its own of what has committed since; return how many messages there were.

    A message and its rows change places in one transaction, so that none is lost and none is there twice.
    """
    topics: dict[str, list[str]] = {}
    for follower in followers:
        topics.setdefault(follower.followed, []).append(follower.own_topic)
    return sum(_fan_out(topic, own) for topic, own in topics.items())


def _fan_out(topic: str, followers: list[str]) -> int:
    done = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            take_topic(cursor, topic)
            values: dict[str, Any] = {"topic": topic, "bulk": in_bulk(topic), "limit": _LIMIT}
            cursor.execute(_FAN_OUT, {**values, "followers": followers})
            taken: int = cursor.fetchone()[0]
        done += taken
        if taken < _LIMIT:
            return done
