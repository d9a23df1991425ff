"""The keys of stored secrets: named, the first one current, the others for reading what is older."""

from django.conf import settings


class UnknownKey(LookupError):
    """A value was encrypted under a key that PRIVACY_KEYS no longer has."""


def current_key_id() -> str:
    """Return the id of the key that encrypts from now on."""
    return next(iter(_keys()))


def key_of(key_id: str) -> bytes:
    """Return a key's 32 bytes. Raises UnknownKey."""
    try:
        return _keys()[key_id]
    except KeyError:
        raise UnknownKey(f"Key {key_id!r} is not in PRIVACY_KEYS; restore it before reading.") from None


def _keys() -> dict[str, bytes]:
    keys: dict[str, bytes] = settings.PRIVACY_KEYS
    if not keys:
        raise UnknownKey("PRIVACY_KEYS is empty; give it a key of 32 bytes.")
    return keys
