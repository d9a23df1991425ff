"""Django's entry to this room."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Declare the app."""

    name = "sanling.foundation.files"
    default_auto_field = "django.db.models.BigAutoField"
