"""Django's entry to this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sanling.foundation.delivery.texts import register_notice


class DeskConfig(AppConfig):
    name = "sanling.interfaces.desk"
    label = "desk"

    def ready(self) -> None:
        """Give the desk's own notices their words."""
        register_notice(
            "desk.audit_sound", _("The audit log is sound: %(rows)s rows, none changed or missing.")
        )
        register_notice(
            "desk.token_issued", _("%(by)s issued a token, with which “%(name)s” works as your post.")
        )
        register_notice(
            "desk.token_waits",
            _("%(by)s asks that “%(name)s” may work as your post. Nothing of it works until you accept it."),
        )
        register_notice("desk.audit_unsound", _("The audit log is damaged: %(findings)s findings."))
