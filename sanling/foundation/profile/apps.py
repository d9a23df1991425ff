"""The profile loader as an app, so that a broken profile shows in `check`."""

from django.apps import AppConfig
from django.core import checks

from sanling.foundation.profile.checks import check_profiles


class ProfileAppConfig(AppConfig):
    """Registers the check of all installed profiles."""

    name = "sanling.foundation.profile"
    label = "profile"

    def ready(self) -> None:
        """Check profiles whenever the project is checked."""
        checks.register(check_profiles)
