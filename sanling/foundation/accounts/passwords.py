"""Password rules beyond Django's own."""

import unicodedata
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from sanling.foundation.accounts.models import User
from sanling.foundation.clock import now


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


def is_outdated(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Tell whether a password is older than `settings.PASSWORD_DAYS` allow (0: any age); an account may have none."""
    if not settings.PASSWORD_DAYS or not isinstance(user, User) or not user.has_usable_password():
        return False
    return (user.password_set_at or user.created_at) < now() - timedelta(days=settings.PASSWORD_DAYS)


def _kind(char: str) -> str:
    if char.islower():
        return "lower"
    if char.isupper():
        return "upper"
    return "digit" if unicodedata.category(char) == "Nd" else "other"
