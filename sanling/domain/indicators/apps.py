"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.domain.indicators.checks import check_indicators
from sanling.domain.indicators.config import IndicatorsPart
from sanling.foundation.profile.registry import register_check, register_part


class IndicatorsConfig(AppConfig):
    name = "sanling.domain.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Have every profile's ``indicators.toml`` read, and looked at beside what rooms declare."""
        register_part("indicators", IndicatorsPart)
        register_check(check_indicators)
