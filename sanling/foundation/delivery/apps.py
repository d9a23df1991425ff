"""Django's entry to this room."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from sanling.foundation.privacy.checks import check_privacy_settings


class DeliveryConfig(AppConfig):
    """Declare the app."""

    name = "sanling.foundation.delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check the settings before a deployment."""
        register(check_privacy_settings, Tags.security, deploy=True)
