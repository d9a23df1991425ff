"""System checks of the audit's settings."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def check_audit_settings(**_options: Any) -> list[CheckMessage]:
    """Find a missing or short key."""
    if len(settings.AUDIT_KEY) >= 32:
        return []
    hint = "set SANLING_AUDIT_KEY to 32 random bytes in base64, as `sanling secrets` makes them."
    return [Error("The audit's key is missing or shorter than 32 bytes.", hint=hint, id="audit.E001")]
