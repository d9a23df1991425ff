"""Django's entry to this room."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    """Declare the app."""

    name = "sanling.foundation.keys"
    default_auto_field = "django.db.models.BigAutoField"
