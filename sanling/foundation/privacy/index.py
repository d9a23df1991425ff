"""Blind indexes: finding a person by a number that isn't stored in the clear."""

import hashlib
import hmac
import unicodedata
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from sanling.foundation.privacy.normalise import normalise_citizen_number, normalise_name
from sanling.foundation.privacy.phone import normalise_phone

_NORMALISERS: dict[str, Callable[[str], str]] = {
    "phone": normalise_phone,
    "citizen_number": normalise_citizen_number,
    "name": normalise_name,
}


def blind_index(kind: str, value: str) -> bytes:
    """Return 32 bytes, equal for equal values of a kind (HMAC-SHA256 under BLIND_INDEX_KEY).

    Phones, citizen numbers and names are normalised by their own rules (ValueError if malformed), other kinds by
    NFKC, case and outer spaces. The same value of two kinds has two indexes.
    """
    if not settings.BLIND_INDEX_KEY:
        raise ImproperlyConfigured("BLIND_INDEX_KEY is empty; give it 32 random bytes and never change it.")
    normalise = _NORMALISERS.get(kind, _plain)
    message = f"{kind}\0{normalise(value)}".encode()
    return hmac.new(settings.BLIND_INDEX_KEY, message, hashlib.sha256).digest()


def index_of(kind: str, value: str | None) -> bytes | None:
    """Return the blind index of what is said; ``None`` where nothing is, or nothing that can be looked for."""
    try:
        return blind_index(kind, value) if value else None
    except ValueError:
        return None


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip().casefold()
