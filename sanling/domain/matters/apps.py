from django.apps import AppConfig


class MattersConfig(AppConfig):
    name = "sanling.domain.matters"
    label = "matters"
