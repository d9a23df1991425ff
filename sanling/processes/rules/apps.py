"""Django's entry to this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sanling.foundation.delivery.texts import register_notice


class RulesConfig(AppConfig):
    name = "sanling.processes.rules"
    label = "rules"

    def ready(self) -> None:
        """Give the notices of rules their words."""
        register_notice("rules.matched", _("%(number)s %(title)s is registered (rule “%(rule)s”)."))
