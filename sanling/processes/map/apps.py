"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.foundation.profile.registry import register_part
from sanling.processes.map.config import MapPart


class MapConfig(AppConfig):
    """Declare the app, and its part of every profile."""

    name = "sanling.processes.map"
    label = "map"

    def ready(self) -> None:
        """Have every profile's ``map.toml`` read."""
        register_part("map", MapPart)
