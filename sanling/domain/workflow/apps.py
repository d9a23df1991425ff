"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.foundation.profile.registry import register_folder


class WorkflowConfig(AppConfig):
    name = "sanling.domain.workflow"
    label = "workflow"

    def ready(self) -> None:
        """Have every profile's folder ``workflows`` read."""
        register_folder("workflows")
