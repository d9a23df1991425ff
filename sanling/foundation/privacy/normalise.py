"""One spelling for the number by which the state knows a person, and for a name."""

import re
from unicodedata import category

from django.utils.translation import gettext as _
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from sanling.foundation.cleaning import fold_code
from sanling.foundation.variants import DOT, fold_variants


class NoCitizenNumber(ValueError):
    """What was written is no citizen number; says so to whoever wrote it."""

    def __init__(self) -> None:
        super().__init__(_("This citizen number can't be right; please check its digits."))


def normalise_citizen_number(raw: str) -> str:
    """Return a citizen number's 18 characters, check character upper-case (GB 11643). Raises NoCitizenNumber.

    Date of birth and check character are verified; the area isn't, because areas are abolished and
    people stay.
    """
    number = ric.compact(fold_code(raw))
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number) or ric.calc_check_digit(number) != number[-1]:
        raise NoCitizenNumber
    try:
        ric.get_birth_date(number)
    except ValidationError:
        raise NoCitizenNumber from None
    return number


def normalise_name(raw: str) -> str:
    """Return a whole name as it is compared with others: its letters and digits in one width, case and form.

    Blanks, dots within names and all other signs are left out. Raises ``ValueError`` where nothing is left.
    """
    name = "".join(sign for sign in fold_variants(raw) if sign.isalnum() or _is_rare(sign))
    if not name:
        raise ValueError("no letter in it")
    return name


def may_be_name(typed: str) -> bool:
    """Tell whether what was typed looks like a whole name: two to four characters, or parts of a longer one.

    Parts have dots between them, or blanks where they are of Latin letters; a blank may follow a surname of one.
    """
    words = fold_variants(typed).split()
    name = "".join(words)
    parts = words if name.isascii() else name.split(DOT)
    if not all(is_letter(sign) for sign in "".join(parts)) or not name:
        return False
    if len(parts) > 1:
        return len(parts) <= 4
    return not name.isascii() and 2 <= len(name) <= 4 and (len(words) == 1 or len(words[0]) == 1)


def is_letter(sign: str) -> bool:
    """Tell whether names are written with a sign, whether or not this Python knows it."""
    return sign.isalpha() or _is_rare(sign)


def _is_rare(sign: str) -> bool:
    """Tell of a private-use character, or one that is newer than this Python: names hold both."""
    return category(sign) in {"Co", "Cn"}
