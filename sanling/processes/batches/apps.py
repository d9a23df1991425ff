"""Django's entry to this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sanling.foundation.delivery.texts import register_notice


class BatchesConfig(AppConfig):
    name = "sanling.processes.batches"
    label = "batches"

    def ready(self) -> None:
        """Give the notices of batches their words."""
        register_notice("batches.done", _("What you ordered was done for %(done)s of %(all)s matters."))
