"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.domain.mediation.checks import check_mediation
from sanling.domain.mediation.config import MediationPart
from sanling.domain.mediation.report_checks import check_report
from sanling.foundation.profile.registry import register_check, register_part


class MediationConfig(AppConfig):
    name = "sanling.domain.mediation"
    label = "mediation"

    def ready(self) -> None:
        """Have every profile's ``mediation.toml`` read, and what it names checked."""
        register_part("mediation", MediationPart)
        register_check(check_mediation)
        register_check(check_report)
