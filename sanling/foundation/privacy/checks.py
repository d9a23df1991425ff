"""System checks of the settings that keep sessions and personal data secret."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from sanling.foundation.keys.marks import secret_key

_MADE = "as `sanling secrets` makes them."


def check_privacy_settings(**_options: Any) -> list[CheckMessage]:
    """Find missing or short keys."""
    found: list[CheckMessage] = []
    if len(secret_key()) < 32:
        hint = f"set SANLING_SECRET_KEY to 32 random characters or more, {_MADE}"
        found.append(Error("The key of sessions is missing or short.", hint=hint, id="privacy.E003"))
    keys = settings.PRIVACY_KEYS
    if not keys or any(len(key) != 32 or not 0 < len(key_id.encode()) < 256 for key_id, key in keys.items()):
        hint = f"set SANLING_PRIVACY_KEYS to name:base64 of 32 random bytes, {_MADE}"
        found.append(
            Error("The keys of personal data are missing or malformed.", hint=hint, id="privacy.E001")
        )
    if len(settings.BLIND_INDEX_KEY) < 32:
        hint = f"set SANLING_BLIND_INDEX_KEY to 32 random bytes in base64, {_MADE}"
        found.append(Error("The key of blind indexes is missing or short.", hint=hint, id="privacy.E002"))
    return found
