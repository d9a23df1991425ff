"""How a receiver knows that a webhook is ours: the headers of Standard Webhooks 1.0 (HMAC-SHA256)."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime

PREFIX = "whsec_"


def new_secret() -> str:
    """Return a fresh secret of 256 bits in the standard's spelling."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def headers(*, secret: str, delivery_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """Return the headers of a delivery: its id, by which a receiver drops repetitions, the time, the signature."""
    timestamp = str(int(at.timestamp()))
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{delivery_id}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": delivery_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{signature}",
    }
