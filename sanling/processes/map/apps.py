"""Django's entry to this room."""

from django.apps import AppConfig


class MapConfig(AppConfig):
    """Declare the app."""

    name = "sanling.processes.map"
    label = "map"
