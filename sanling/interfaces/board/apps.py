"""Django's entry to this room."""

from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "sanling.interfaces.board"
    label = "board"
