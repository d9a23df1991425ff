"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.foundation.configuration import of_settings
from sanling.processes.webhooks.checks import check_networks


class WebhooksConfig(AppConfig):
    """Declare the app."""

    name = "sanling.processes.webhooks"
    label = "webhooks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check the settings."""
        of_settings(check_networks)
