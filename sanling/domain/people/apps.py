"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.domain.people.checks import check_roles
from sanling.domain.people.config import CastPart, PeoplePart
from sanling.foundation.profile.registry import register_check, register_part


class PeopleConfig(AppConfig):
    name = "sanling.domain.people"
    label = "people"

    def ready(self) -> None:
        """Have every profile's ``people.toml`` and ``cast.toml`` read, and its roles checked."""
        register_part("people", PeoplePart)
        register_part("cast", CastPart)
        register_check(check_roles)
