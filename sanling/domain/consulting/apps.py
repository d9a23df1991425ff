"""Django's entry to this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sanling.domain.consulting.checks import check_consulting
from sanling.domain.consulting.config import ConsultingPart
from sanling.foundation.delivery.texts import register_notice
from sanling.foundation.profile.registry import register_check, register_part


class ConsultingConfig(AppConfig):
    name = "sanling.domain.consulting"
    label = "consulting"

    def ready(self) -> None:
        """Have every profile's ``consulting.toml`` read and what it names checked, and give the notice its words."""
        register_part("consulting", ConsultingPart)
        register_check(check_consulting)
        register_notice(
            "consulting.waits", _("An answer without personal data waits to be published: %(title)s")
        )
