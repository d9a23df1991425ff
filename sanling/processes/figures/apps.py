"""Django's entry to this room."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Declare the app."""

    name = "sanling.processes.figures"
    label = "figures"
