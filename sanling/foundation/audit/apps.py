"""Django's entry to this room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Declare the app."""

    name = "sanling.foundation.audit"
    default_auto_field = "django.db.models.BigAutoField"
