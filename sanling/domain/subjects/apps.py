"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.domain.subjects.checks import check_subject_roles
from sanling.domain.subjects.config import SubjectsPart
from sanling.foundation.profile.registry import register_check, register_part


class SubjectsConfig(AppConfig):
    name = "sanling.domain.subjects"
    label = "subjects"

    def ready(self) -> None:
        """Have every profile's ``subjects.toml`` read, and whom it names checked."""
        register_part("subjects", SubjectsPart)
        register_check(check_subject_roles)
