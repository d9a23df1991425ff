"""Password rules beyond Django's own."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext


class MixedCharactersValidator:
    """Ask for several kinds of characters: lower case, upper case, digits, others.

    Part of the settings for protection level 3 (等保三级, GB/T 22239-2019, 8.1.4.1: passwords of some complexity), not
    of the usual ones: length helps more.
    """

    def __init__(self, kinds: int = 3) -> None:
        """Take the number of kinds that a password must mix, at most 4."""
        self.kinds = kinds

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError for a password of too few kinds."""
        if len({_kind(char) for char in password}) < self.kinds:
            raise ValidationError(self.get_help_text(), code="password_not_mixed")

    def get_help_text(self) -> str:
        """Return the rule, for the form."""
        return ngettext(
            "Mix at least %(kinds)d kind of characters: lower case, upper case, digits, others.",
            "Mix at least %(kinds)d kinds of characters: lower case, upper case, digits, others.",
            self.kinds,
        ) % {"kinds": self.kinds}


def _kind(char: str) -> str:
    if char.islower():
        return "lower"
    if char.isupper():
        return "upper"
    return "digit" if unicodedata.category(char) == "Nd" else "other"
