"""System checks of the audit's settings."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from sanling.foundation.audit.mac import ALGORITHMS, current_algorithm


def check_audit_settings(**_options: Any) -> list[CheckMessage]:
    """Find a missing or short key, or an algorithm nobody knows."""
    found: list[CheckMessage] = []
    if len(settings.AUDIT_KEY) < 32:
        hint = "Set SANLING_AUDIT_KEY to 32 random bytes in base64, kept apart from the database."
        found.append(
            Error("The audit's key is missing or shorter than 32 bytes.", hint=hint, id="audit.E001")
        )
    if current_algorithm() not in ALGORITHMS:
        hint = f"Set AUDIT_MAC to one of {', '.join(ALGORITHMS)}."
        found.append(Error("The audit's algorithm is unknown.", hint=hint, id="audit.E002"))
    return found
