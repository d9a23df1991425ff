"""Text that people type: one kind of field, and one way to rid a text of what can't be seen."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def plain(raw: str) -> str:
    """Return a text without control and other invisible characters, its line ends and spaces made usual."""
    found = []
    for sign in raw.replace("\r\n", "\n").replace("\r", "\n"):
        if sign in "\n\t" or sign.isprintable():
            found.append(sign)
        elif unicodedata.category(sign) == "Zs":
            found.append(" ")
    return "".join(found)


def refuse_unreadable(value: str) -> None:
    """Refuse what arrived in another encoding: its characters are lost, so they must be typed again."""
    if "\ufffd" in value:
        raise ValidationError(
            _("Some characters could not be read. Please type them again."), code="unreadable"
        )


class PlainText(forms.CharField):
    """Text that people typed; one line unless asked for more."""

    default_validators = [refuse_unreadable]

    def __init__(self, *, lines: int = 1, **options: Any) -> None:
        """Take more than one line where asked to."""
        if lines > 1:
            options.setdefault("widget", forms.Textarea(attrs={"rows": lines}))
        super().__init__(**options)
