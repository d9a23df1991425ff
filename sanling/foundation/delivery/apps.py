"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.foundation.configuration import of_settings
from sanling.foundation.privacy.checks import check_privacy_settings


class DeliveryConfig(AppConfig):
    """Declare the app."""

    name = "sanling.foundation.delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check the settings."""
        of_settings(check_privacy_settings)
