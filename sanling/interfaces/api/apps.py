"""Django's entry to this room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Declare the app."""

    name = "sanling.interfaces.api"
    label = "api"
