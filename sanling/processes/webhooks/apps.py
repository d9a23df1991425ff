"""Django's entry to this room."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Declare the app."""

    name = "sanling.processes.webhooks"
    label = "webhooks"
    default_auto_field = "django.db.models.BigAutoField"
