"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.foundation.configuration import of_settings
from sanling.interfaces.portal.checks import check_app_keys


class PortalConfig(AppConfig):
    """Declare the app."""

    name = "sanling.interfaces.portal"

    def ready(self) -> None:
        """Check the keys of apps that send residents."""
        of_settings(check_app_keys)
