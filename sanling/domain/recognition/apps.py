"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.domain.recognition.checks import check_standard
from sanling.domain.recognition.config import StandardPart
from sanling.foundation.profile.registry import register_check, register_part


class RecognitionConfig(AppConfig):
    name = "sanling.domain.recognition"
    label = "recognition"

    def ready(self) -> None:
        """Have every profile's ``standard.toml`` read, and looked at beside its subjects."""
        register_part("standard", StandardPart)
        register_check(check_standard)
