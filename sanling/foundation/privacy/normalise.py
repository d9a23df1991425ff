"""One spelling for the number by which the state knows a person."""

import re

from django.utils.translation import gettext as _
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from sanling.foundation.cleaning import fold_code


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
