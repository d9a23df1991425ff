"""Django's entry to this room."""

from django.apps import AppConfig
from django.core.checks import register

from sanling.processes.webhooks.checks import check_networks


class WebhooksConfig(AppConfig):
    """Declare the app."""

    name = "sanling.processes.webhooks"
    label = "webhooks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check the settings."""
        register(check_networks)
