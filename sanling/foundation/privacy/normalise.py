"""One spelling for the number by which the state knows a person."""

import re

from stdnum.cn import ric

from sanling.foundation.cleaning import fold_code


def normalise_citizen_number(raw: str) -> str:
    """Return a citizen number's 18 characters, check character upper-case (GB 11643). Raises ValueError.

    Date of birth and check character are verified; the area isn't, because areas are abolished and
    people stay.
    """
    number = ric.compact(fold_code(raw))
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number) or ric.calc_check_digit(number) != number[-1]:
        raise ValueError("not a citizen number")
    ric.get_birth_date(number)
    return number
