"""Why a file isn't taken, in words for whoever sent it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_MESSAGES: dict[str, str | Promise] = {
    "empty": _("This file is empty."),
    "too_large": _("This file is too large."),
    "type": _(
        "Files of this kind aren't taken. "
        "Send a picture (JPEG, PNG, GIF, WebP, HEIC), PDF, Word or Excel document without macros, text, sound or film."
    ),
    "locked": _("This document is locked by a password. Take the password away and send it again."),
    "damaged": _("This file is damaged and can't be opened."),
    "pixels": _("This picture has too many pixels. Send a smaller one."),
    "archive": _("This document unpacks to far more than it seems to hold, so it isn't taken."),
    "infected": _("Malware was found in this file, so it isn't taken."),
    "unchecked": _(
        "Files can't be checked for malware just now, so none are taken. Everything else still works."
    ),
    "away": _("Files can't be stored just now, because their store is away. Everything else still works."),
    "no_space": _("Files can't be stored just now, because space has run out. Everything else still works."),
}


class Refused(Exception):
    """A file isn't taken; ``code`` says why to programs, ``message`` to people, ``detail`` what to record."""

    def __init__(self, code: str, **detail: str) -> None:
        """Refuse for one of the known reasons."""
        super().__init__(code)
        self.code = code
        self.detail = detail

    @property
    def message(self) -> str:
        """Return the reason in the active language."""
        return str(_MESSAGES[self.code])
