"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.foundation.profile.registry import register_part
from sanling.processes.retention.config import RetentionPart


class RetentionConfig(AppConfig):
    """Declare the app, and its part of every profile."""

    name = "sanling.processes.retention"
    label = "retention"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have every profile's ``retention.toml`` read."""
        register_part("retention", RetentionPart)
