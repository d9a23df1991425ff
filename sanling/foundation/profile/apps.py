"""The profile loader as an app, so that a broken profile shows in `check`."""

from django.apps import AppConfig

from sanling.foundation.configuration import of_settings
from sanling.foundation.profile.checks import check_profiles


class ProfileAppConfig(AppConfig):
    """Registers the check of all installed profiles."""

    name = "sanling.foundation.profile"
    label = "profile"

    def ready(self) -> None:
        """Check profiles whenever the project is checked."""
        of_settings(check_profiles)
