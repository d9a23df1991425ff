"""Django's entry to this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sanling.foundation.delivery.texts import register_notice


class ExportsConfig(AppConfig):
    name = "sanling.processes.exports"
    label = "exports"

    def ready(self) -> None:
        """Give the notices of exports their words."""
        register_notice("exports.done", _("Your file is ready; entries in it: %(rows)s."))
        register_notice("exports.failed", _("Your export could not be finished. Please start it again."))
