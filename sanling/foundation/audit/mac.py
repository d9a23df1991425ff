"""How an audit row becomes bytes, and bytes a MAC, under named algorithms."""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

# Before the first link there is this.
ORIGIN = b"\0" * 32


def _sha256(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, hashlib.sha256).digest()


def _sm3(key: bytes, message: bytes) -> bytes:
    mac = HMAC(key, SM3())
    mac.update(message)
    return mac.finalize()


# Chosen by AUDIT_MAC and named in each seal: FIPS 198-1 with SHA-256, GB/T 15852.2 with SM3 (GB/T 32905).
ALGORITHMS: dict[str, Callable[[bytes, bytes], bytes]] = {"hmac-sha256": _sha256, "hmac-sm3": _sm3}


def current_algorithm() -> str:
    """Return the name of the algorithm that seals from now on; a system check knows it."""
    name: str = getattr(settings, "AUDIT_MAC", "hmac-sha256")
    return name


def canonical(
    *,
    row_id: int,
    at: datetime,
    city: str,
    actor_kind: str,
    actor_key: str,
    act: str,
    subject: str,
    detail: Any,
) -> bytes:
    """Return a row's bytes: JSON, keys sorted, the instant in UTC to the microsecond.

    ``detail`` must come from the database, whose jsonb settles how numbers are written.
    """
    fields = {
        "id": row_id,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "city": city,
        "actor_kind": actor_kind,
        "actor_key": actor_key,
        "act": act,
        "subject": subject,
        "detail": detail,
    }
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def row_mac(algorithm: str, row: bytes) -> bytes:
    """Return the MAC of a row alone, by which a changed row is told from a moved one."""
    return ALGORITHMS[algorithm](_key(), b"row\0" + row)


def link_mac(algorithm: str, previous: bytes, mac_of_row: bytes) -> bytes:
    """Return the MAC that chains a row's MAC to the link before."""
    return ALGORITHMS[algorithm](_key(), b"link\0" + previous + mac_of_row)


def _key() -> bytes:
    key: bytes = settings.AUDIT_KEY
    if not key:
        raise ImproperlyConfigured(
            "AUDIT_KEY is empty; give it 32 random bytes, kept apart from the database."
        )
    return key
