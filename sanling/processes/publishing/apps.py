"""Django's entry to this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sanling.foundation.delivery.texts import register_notice


class PublishingConfig(AppConfig):
    name = "sanling.processes.publishing"
    label = "publishing"

    def ready(self) -> None:
        """Give the notices of proposals their words."""
        register_notice(
            "publishing.waits", _("%(by)s proposes a change of the profile; it waits for your decision.")
        )
        register_notice("publishing.rejected", _("Your proposal to change the profile is rejected."))
        register_notice("publishing.done", _("Your proposal to change the profile is carried out."))
        register_notice(
            "publishing.failed",
            _("Your proposal to change the profile could not be carried out. Please look at it."),
        )
