"""Django's entry to this room."""

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "sanling.domain.incidents"
    label = "incidents"
