"""What stands where a stored value can't be read, because its key is missing or it was altered."""

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
