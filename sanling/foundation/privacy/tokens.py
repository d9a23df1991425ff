"""Secrets handed out once and kept only as digests: links of matters, access tokens."""

import hashlib
import secrets


def new_token() -> str:
    """Return a fresh secret of 128 bits, safe in an address."""
    return secrets.token_urlsafe(16)


def digest(token: str) -> bytes:
    """Return the SHA-256 of a secret; a plain hash is enough for one of 128 random bits."""
    return hashlib.sha256(token.encode()).digest()
