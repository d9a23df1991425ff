"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.domain.incidents.config import IncidentsPart
from sanling.foundation.profile.registry import register_part


class IncidentsConfig(AppConfig):
    name = "sanling.domain.incidents"
    label = "incidents"

    def ready(self) -> None:
        """Have every profile's ``incidents.toml`` read."""
        register_part("incidents", IncidentsPart)
