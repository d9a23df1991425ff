"""Django's entry to this room."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "sanling.processes.lists"
    label = "lists"
