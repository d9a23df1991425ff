"""Proof of work: a browser with script shows that it spent a second of calculation (ALTCHA, PBKDF2)."""

import hashlib
import hmac
import json
from base64 import b64decode
from datetime import timedelta
from typing import Any

from altcha.v2 import create_challenge, verify_solution
from django.conf import settings

from sanling.foundation import clock
from sanling.foundation.delivery.idempotency import once

ALGORITHM = "PBKDF2/SHA-256"
# 256 tries of this many rounds on average: about half a second on a cheap phone.
ROUNDS = 2_000
VALID = timedelta(minutes=30)
LONGEST = 4_000


def new_challenge() -> dict[str, Any]:
    """Return a fresh challenge for the widget, signed by us, good for half an hour."""
    found: dict[str, Any] = create_challenge(
        ALGORITHM, ROUNDS, expires_at=clock.now() + VALID, hmac_secret=_secret()
    ).to_dict()
    return found


def is_solved(payload: str) -> bool:
    """Tell whether a challenge of ours was solved; what is blank, forged, malformed or too old was not."""
    if not payload or len(payload) > LONGEST:
        return False
    try:
        return bool(verify_solution(payload, _secret()).verified)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        # What strangers put into the payload trips the library here and there; it is no proof then.
        return False


def spend(payload: str) -> bool:
    """Note that a solved challenge has been used, in the caller's transaction; false when it was used before."""
    nonce = json.loads(b64decode(payload))["challenge"]["parameters"]["nonce"]
    with once(scope="portal.proof", key=nonce, fingerprint="used") as attempt:
        if attempt.first():
            attempt.keep({})
            return True
        return False


def _secret() -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"portal.proof", hashlib.sha256).hexdigest()
