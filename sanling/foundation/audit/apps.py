"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.foundation.audit.checks import check_audit_settings
from sanling.foundation.configuration import of_settings


class AuditConfig(AppConfig):
    """Declare the app."""

    name = "sanling.foundation.audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check the settings."""
        of_settings(check_audit_settings)
