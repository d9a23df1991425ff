"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.foundation.profile.registry import register_part
from sanling.processes.simulation.config import SimulationPart


class SimulationConfig(AppConfig):
    """Declare the app, and its part of every profile."""

    name = "sanling.processes.simulation"
    label = "simulation"

    def ready(self) -> None:
        """Have every profile's ``simulation.toml`` read."""
        register_part("simulation", SimulationPart)
