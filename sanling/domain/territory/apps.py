from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "sanling.domain.territory"
    label = "territory"
