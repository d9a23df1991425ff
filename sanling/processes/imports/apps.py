"""Django's entry to this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sanling.foundation.delivery.texts import register_notice


class ImportsConfig(AppConfig):
    name = "sanling.processes.imports"
    label = "imports"

    def ready(self) -> None:
        """Give the notices of uploads their words."""
        register_notice("imports.checked", _("Your file %(name)s has been checked: nothing is taken in yet."))
        register_notice("imports.done", _("Your file %(name)s has been taken in."))
        register_notice("imports.failed", _("Your file %(name)s could not be worked on."))
