"""Django's entry to this room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Declare the app."""

    name = "sanling.interfaces.portal"
