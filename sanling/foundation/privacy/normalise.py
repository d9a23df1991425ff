"""One spelling for what a person is known by."""

import re
import unicodedata

from stdnum.cn import ric

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
# An area code (0, then 10, 2x or three digits) and a number of seven or eight digits.
_LANDLINE = re.compile(r"0(10[0-9]{8}|2[0-9]{9}|[3-9][0-9]{9,10})")


def normalise_phone(raw: str) -> str:
    """Return a mainland number, mobile or with area code, as E.164 ("+8613800000000"). Raises ValueError."""
    digits = re.sub(r"[\s\-()]", "", unicodedata.normalize("NFKC", raw))
    digits = re.sub(r"^(\+|00)86|^86(?=1[3-9][0-9]{9}$)", "", digits)
    if _MOBILE.fullmatch(digits):
        return f"+86{digits}"
    if _LANDLINE.fullmatch(digits):
        return f"+86{digits[1:]}"
    raise ValueError("not a mainland phone number")


def normalise_citizen_number(raw: str) -> str:
    """Return a citizen number's 18 characters, check character upper-case (GB 11643). Raises ValueError.

    Date of birth and check character are verified; the area isn't, because areas are abolished and
    people stay.
    """
    number = ric.compact(unicodedata.normalize("NFKC", raw)).upper()
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number) or ric.calc_check_digit(number) != number[-1]:
        raise ValueError("not a citizen number")
    ric.get_birth_date(number)
    return number
