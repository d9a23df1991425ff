"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.foundation.configuration import of_settings
from sanling.foundation.delivery.checks import check_channels
from sanling.foundation.delivery.config import PART, DeliveryPart, check_events
from sanling.foundation.privacy.checks import check_privacy_settings
from sanling.foundation.profile.registry import register_check, register_part


class DeliveryConfig(AppConfig):
    """Declare the app."""

    name = "sanling.foundation.delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check the settings, and have every profile's ``delivery.toml`` read."""
        of_settings(check_privacy_settings)
        of_settings(check_channels)
        register_part(PART, DeliveryPart)
        register_check(check_events)
