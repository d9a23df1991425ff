"""Django's entry to this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from sanling.domain.recognition.checks import check_standard
from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.demonstration_config import DemonstrationPart, check_demonstration
from sanling.domain.recognition.warning_config import WarningsPart, check_warnings
from sanling.domain.recognition.yearly_config import RecognitionPart
from sanling.foundation.delivery.texts import register_notice
from sanling.foundation.profile.registry import register_check, register_part

NOTICES = {
    "month.lacking": _(
        "%(month)s is not established yet: %(lists)s lists and %(zeros)s zeros wait to be confirmed"
    ),
    "recognition.risen": _("%(number)s: the warning has become worse: %(title)s"),
    "recognition.fallen": _("%(number)s: the warning has become better: %(title)s"),
    "recognition.lifted": _("%(number)s: the warning has ended: %(title)s"),
    "recognition.kept_up": _("%(number)s: what was done about the warning is not enough: %(title)s"),
    "recognition.risen.many": _("Warnings that have become worse: %(count)s"),
    "recognition.fallen.many": _("Warnings that have become better: %(count)s"),
    "recognition.lifted.many": _("Warnings that have ended: %(count)s"),
    "recognition.kept_up.many": _("Warnings about which not enough was done: %(count)s"),
}


class RecognitionConfig(AppConfig):
    name = "sanling.domain.recognition"
    label = "recognition"

    def ready(self) -> None:
        """Have every profile's ``standard.toml`` read, and looked at beside its subjects."""
        register_part("standard", StandardPart)
        register_part("recognition", RecognitionPart)
        register_check(check_standard)
        register_part("demonstration", DemonstrationPart)
        register_check(check_demonstration)
        register_part("warnings", WarningsPart)
        register_check(check_warnings)
        for code, text in NOTICES.items():
            register_notice(code, text)
