"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.domain.matters.config import MattersPart
from sanling.foundation.profile.registry import register_part


class MattersConfig(AppConfig):
    name = "sanling.domain.matters"
    label = "matters"

    def ready(self) -> None:
        """Have every profile's ``matters.toml`` read."""
        register_part("matters", MattersPart)
