"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.processes.notices.texts import register_texts


class NoticesConfig(AppConfig):
    name = "sanling.processes.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the sentences of notices known."""
        register_texts()
