"""A write sent twice has one effect and gives the same answer."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from psycopg.types.json import Jsonb

from sanling.foundation.clock import now
from sanling.foundation.database.prepared import rows, run
from sanling.foundation.delivery.models import IdempotencyKey
from sanling.foundation.privacy.sealed import unseal
from sanling.foundation.privacy.unreadable import NotReadable

_CLAIM = """
    INSERT INTO delivery_idempotencykey (scope, key, fingerprint, created_at) VALUES (%s, %s, %s, %s)
    ON CONFLICT (scope, key) DO NOTHING RETURNING true
"""
_KEEP = "UPDATE delivery_idempotencykey SET result = %s WHERE scope = %s AND key = %s"

MAX_KEY_LENGTH = 200


class InvalidKey(ValueError):
    """The key is blank, too long or has characters that can't be stored."""


class KeyReused(Exception):
    """The key was sent before with another body; the caller must take a new key."""


def opened(sealed: str) -> str:
    """Return what an answer holds under seal; raises KeyReused where that can't be read any more."""
    try:
        return unseal(sealed)
    except NotReadable as error:
        raise KeyReused("What was answered then can't be read any more.") from error


class Attempt:
    """One sending of a write: the first, which has the effect, or a repetition, which has the kept answer."""

    def __init__(self, *, replayed: bool, result: Any = None) -> None:
        """Begin as the first sending or as a repetition."""
        self._replayed = replayed
        self._kept = replayed
        self._result = result

    def first(self) -> bool:
        """Say whether the effect is still to be made."""
        return not self._replayed

    def keep(self, result: Any) -> None:
        """Keep the answer (JSON: codes and numbers that lead to the result) for repetitions."""
        self._kept = True
        self._result = json.loads(json.dumps(result, cls=DjangoJSONEncoder))

    @property
    def result(self) -> Any:
        """Return the answer, the same for the first sending and each repetition."""
        if not self._kept:
            raise RuntimeError("A first attempt must keep() its result.")
        return self._result


def fingerprint(body: Any) -> str:
    """Return the SHA-256 of a body's canonical JSON, by which a repetition is told from another write."""
    canonical = json.dumps(body, cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@contextmanager
def once(*, scope: str, key: str | None, fingerprint: str) -> Iterator[Attempt]:
    """Give one effect to all sendings of a key within a scope.

    ::

        with once(scope="portal.report", key=key, fingerprint=fingerprint(form)) as attempt:
            if attempt.first():
                attempt.keep({"number": register(...).number})
        return attempt.result

    The body runs in a transaction together with the key: an error leaves neither. A second sending waits
    for the first while that runs. Without a key every sending is a first. Raises InvalidKey, KeyReused.
    """
    if key is not None and (not key.strip() or len(key) > MAX_KEY_LENGTH or not key.isprintable()):
        raise InvalidKey(f"A key has 1 to {MAX_KEY_LENGTH} printable characters.")
    with transaction.atomic():
        attempt = Attempt(replayed=False) if key is None else _claim(scope, key, fingerprint)
        yield attempt
        if attempt.first() and key is not None:
            run(_KEEP, [Jsonb(attempt.result), scope, key])


def _claim(scope: str, key: str, fingerprint: str) -> Attempt:
    """Insert the key, which waits for a concurrent holder, or read what an earlier sending kept."""
    while True:
        if rows(_CLAIM, [scope, key, fingerprint, now()]):
            return Attempt(replayed=False)
        # Absent here only when purged between the two statements: then the key is free again.
        earlier = IdempotencyKey.objects.filter(scope=scope, key=key).first()
        if earlier is None:
            continue
        if earlier.fingerprint != fingerprint:
            raise KeyReused(scope, key)
        return Attempt(replayed=True, result=earlier.result)


def was_sent(*, scope: str, key: str) -> bool:
    """Tell whether a key was sent before: a repetition is an answer, and counts against no limit of writes."""
    return IdempotencyKey.objects.filter(scope=scope, key=key).exists()


def purge_keys(*, older_than: timedelta = timedelta(days=7)) -> int:
    """Forget keys older than that; return how many. Later sendings of them count as new."""
    return IdempotencyKey.objects.filter(created_at__lt=now() - older_than).delete()[0]
