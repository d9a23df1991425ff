"""The system check that every installed profile can be used."""

from typing import Any

from django.core.checks import CheckMessage, Error

from sanling.foundation.profile.registry import installed_profiles
from sanling.foundation.profile.source import ProfileError


def check_profiles(**_options: Any) -> list[CheckMessage]:
    """Return one error for every problem in a profile, with its file, line and field."""
    try:
        installed_profiles()
    except ProfileError as error:
        hint = "Correct the file at that line."
        return [Error(str(problem), hint=hint, id="profile.E001") for problem in error.problems]
    return []
