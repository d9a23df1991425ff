"""What stands where a stored value can't be read, because its key is missing or it was altered.

Words are for people. Whatever compares, signs or sends a value asks for it by `readable`: words that everybody knows
must not pass for a secret.
"""

from typing import Self

from django.utils.translation import gettext as _


class Unreadable(str):
    """Words in the place of a value; saving it again keeps the ciphertext, so that the key's return brings it back."""

    ciphertext: bytes
    __slots__ = ("ciphertext",)

    @classmethod
    def of(cls, ciphertext: bytes) -> Self:
        """Return the words for a ciphertext, in the language of the page."""
        made = cls(_("unreadable: the key is missing"))
        made.ciphertext = ciphertext
        return made


class NotReadable(ValueError):
    """A value is needed that can't be read."""


def readable(value: str | None) -> str:
    """Return a value that is to be used, "" for none. Raises NotReadable."""
    if isinstance(value, Unreadable):
        raise NotReadable("A value that is needed can't be read: its key is missing.")
    return value or ""
