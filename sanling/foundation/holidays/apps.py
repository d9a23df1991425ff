"""Django's entry to this room."""

from django.apps import AppConfig

from sanling.foundation.holidays.schedules import FOLDER, check_schedules
from sanling.foundation.profile.registry import register_check, register_folder


class HolidaysConfig(AppConfig):
    """Registers what profiles say of days off."""

    name = "sanling.foundation.holidays"
    label = "holidays"

    def ready(self) -> None:
        """Have every profile's folder ``holidays`` read and checked."""
        register_folder(FOLDER)
        register_check(check_schedules)
