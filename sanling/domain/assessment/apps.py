"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.domain.assessment.checks import check_assessment
from sanling.domain.assessment.config import AssessmentPart
from sanling.foundation.profile.registry import register_check, register_part


class AssessmentConfig(AppConfig):
    name = "sanling.domain.assessment"
    label = "assessment"

    def ready(self) -> None:
        """Have every profile's ``assessment.toml`` read, and what it names checked."""
        register_part("assessment", AssessmentPart)
        register_check(check_assessment)
