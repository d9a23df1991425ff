"""Django's entry to this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sanling.domain.publications.checks import check_publishers
from sanling.domain.publications.config import PublicationsPart
from sanling.foundation.delivery.texts import register_notice
from sanling.foundation.profile.registry import register_check, register_part


class PublicationsConfig(AppConfig):
    name = "sanling.domain.publications"
    label = "publications"

    def ready(self) -> None:
        """Have every profile's ``publications.toml`` read and whom it names checked, and give notices their words."""
        register_part("publications", PublicationsPart)
        register_check(check_publishers)
        register_notice(
            "publications.waits", _("%(by)s drafted figures that wait to be published: %(title)s")
        )
        register_notice("publications.published", _("Your draft is published: %(title)s"))
        register_notice("publications.discarded", _("Your draft is not published: %(title)s"))
