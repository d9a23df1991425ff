"""System checks of the settings that keep personal data secret."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from sanling.foundation.privacy.crypt import ALGORITHMS, current_cipher


def check_privacy_settings(**_options: Any) -> list[CheckMessage]:
    """Find missing or short keys, or a cipher nobody knows."""
    found: list[CheckMessage] = []
    keys = settings.PRIVACY_KEYS
    if not keys or any(len(key) != 32 or not 0 < len(key_id.encode()) < 256 for key_id, key in keys.items()):
        hint = "Set SANLING_PRIVACY_KEYS to id:base64 pairs of 32 random bytes, the current one first."
        found.append(
            Error("The keys of personal data are missing or malformed.", hint=hint, id="privacy.E001")
        )
    if len(settings.BLIND_INDEX_KEY) < 32:
        hint = "Set SANLING_BLIND_INDEX_KEY to 32 random bytes in base64, and never change it."
        found.append(Error("The key of blind indexes is missing or short.", hint=hint, id="privacy.E002"))
    if current_cipher() not in ALGORITHMS:
        hint = f"Set PRIVACY_CIPHER to one of {', '.join(ALGORITHMS)}."
        found.append(Error("The cipher of personal data is unknown.", hint=hint, id="privacy.E003"))
    return found
