"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.domain.territory.config import TerritoryPart
from sanling.foundation.profile.registry import register_part


class TerritoryConfig(AppConfig):
    name = "sanling.domain.territory"
    label = "territory"

    def ready(self) -> None:
        """Have every profile's ``territory.toml`` read."""
        register_part("territory", TerritoryPart)
