"""Django's entry to this room."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """Declare the app."""

    name = "sanling.foundation.delivery"
    default_auto_field = "django.db.models.BigAutoField"
