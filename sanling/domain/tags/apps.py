"""Django's entry to this room."""

from django.apps import AppConfig


class TagsConfig(AppConfig):
    name = "sanling.domain.tags"
    label = "tags"
