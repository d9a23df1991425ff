"""Django's entry to this room."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from sanling.foundation.audit.checks import check_audit_settings


class AuditConfig(AppConfig):
    """Declare the app."""

    name = "sanling.foundation.audit"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check the settings before a deployment."""
        register(check_audit_settings, Tags.security, deploy=True)
