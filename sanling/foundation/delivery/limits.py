"""Rates, counted in the database so that all processes share them."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection

from sanling.foundation.clock import now
from sanling.foundation.database.prepared import rows
from sanling.foundation.delivery.models import RateLimit
from sanling.foundation.privacy.index import blind_index

# GCRA (ITU-T I.371): a key is over its rate when its theoretical arrival time lies more than ``per`` ahead.
_HIT = """
    INSERT INTO delivery_ratelimit AS kept (digest, free_at, allowed)
    VALUES (%(digest)s, %(at)s + %(step)s * interval '1 s', true)
    ON CONFLICT (digest) DO UPDATE SET
        allowed = greatest(kept.free_at, %(at)s) + %(step)s * interval '1 s' <= %(at)s + %(per)s * interval '1 s',
        free_at = CASE
            WHEN greatest(kept.free_at, %(at)s) + %(step)s * interval '1 s' <= %(at)s + %(per)s * interval '1 s'
            THEN greatest(kept.free_at, %(at)s) + %(step)s * interval '1 s'
            ELSE kept.free_at
        END
    RETURNING allowed, free_at
"""


@dataclass(frozen=True)
class Allowed:
    """The hit is within the rate."""


@dataclass(frozen=True)
class Over:
    """The hit is over the rate; another is allowed after this time."""

    retry_after: timedelta


def hit(*, scope: str, key: str, limit: int, per: timedelta) -> Allowed | Over:
    """Count one hit of a key (address, phone, code) against ``limit`` hits in ``per``, with one statement.

    All hits may come at once; then one more comes free every ``per / limit``. A hit inside a transaction
    is undone with it, and holds up others of its key until the end: count before the transaction begins.
    Keys are stored as blind indexes.
    """
    if limit < 1 or per <= timedelta(0):
        raise ValueError("A rate needs a positive limit and period.")
    at, step = now(), per / limit
    ((allowed, free_at),) = rows(
        _HIT,
        {
            "digest": blind_index(f"limit:{scope}", key),
            "at": at,
            "step": step.total_seconds(),
            "per": per.total_seconds(),
        },
    )
    return Allowed() if allowed else Over(retry_after=free_at + step - per - at)


def purge_limits() -> int:
    """Forget keys that have their whole rate again; return how many."""
    return RateLimit.objects.filter(free_at__lt=now()).delete()[0]


def purge_cache() -> int:
    """Forget what is over of the cache, in which tries at sign-in are counted; return how many entries."""
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(str(settings.CACHES["default"]["LOCATION"]))
        cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now()])  # noqa: S608 -- a name of the settings
        return int(cursor.rowcount)
