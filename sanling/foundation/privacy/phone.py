"""Phone numbers as people here write them, in one spelling, in groups to read and as a link to dial.

The one spelling is E.164 ("+8613800000000", "+8637165500000"), with ",8012" behind it for an extension; a service
number that is dialled as it is, inside China only, is its digits alone ("95588", "4008208820", "12345"). Blind indexes
are made of it, so it never changes for a number that it has once been given to.
"""

import re
from dataclasses import dataclass

import phonenumbers
from django.utils.translation import gettext as _
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult

from sanling.foundation.cleaning import fold

_MOBILE = re.compile(r"0?(1[3-9][0-9]{9})")
# An area code (0, then 10, 2x or three digits) and a number of seven or eight digits.
_LANDLINE = re.compile(r"0(10[0-9]{8}|2[0-9]{9}|[3-9][0-9]{9,10})")
_LOCAL = re.compile(r"[2-8][0-9]{6,7}")
# 400 and 800 numbers, 95xxx and 96xxx of companies and authorities, 12345 and other lines of five or six digits
# (telecommunications numbering plan, 工信部电信网编号计划). Three digits (110) are nobody's number to call back.
_SERVICE = re.compile(r"[48]00[0-9]{7}|9[56][0-9]{3,7}|1[0-2][0-9]{3,4}")
# Hong Kong, Macau and Taiwan are often written without a plus.
_NEIGHBOUR = re.compile(r"85[23][0-9]{8}|886[0-9]{8,9}")

_LABELS = re.compile(
    r"^(?:联系|办公|固定|家庭|单位|手机|电话|座机|固话|号码?|方式|tel(?:ephone)?|phone|mobile|mob|cell|[:.'\"=<\[\s])+",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"(?:\(?(?:微信同号|同微信)\)?|[;,。.、'\">\]\s])+$")
# What a spreadsheet makes of a number.
_DECIMAL = re.compile(r"(?<=[0-9]{5})\.0+$")
_EXTENSION = re.compile(
    r"(?:转接?|分机号?|ext(?:ension)?\.?|;ext=|[x#*]|(,))[:.\s]*([0-9]{1,8})$", re.IGNORECASE
)
# The one spelling with an extension, in which the comma is no sign between two numbers.
_SPELT = re.compile(r"(?:\+[0-9]+|[48]00[0-9]{7}),[0-9]+")
_LINE = re.compile(r"9[56][0-9]{3}|1[0-2][0-9]{3,4}")
_BETWEEN = re.compile(r" ?[,;/|、转或和及] ?| (?=[0-9(+-]{7})")
# Days and months as lists write them. Without marks between them the day is a number of eight digits as well, which
# its area code tells from one.
_YEAR, _MONTH, _DAY = "(?:19|20)[0-9]{2}", "(?:0?[1-9]|1[0-2])", "(?:0?[1-9]|[12][0-9]|3[01])"
_DATE = re.compile(
    rf"{_YEAR}([-. ]){_MONTH}\1{_DAY}|20[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    rf"|{_DAY}([-. ]){_DAY}\2(?:{_YEAR}|[0-9]{{2}})|{_MONTH}[-.]{_YEAR}"
)
# An extension that only a dash sets off: behind a whole number, with or without its area code, or a service line of
# five digits.
_DASHED = re.compile(
    r"((?:\(?(?:\+|00)?86\)?[ -]?)?\(?0[0-9]{2,3}\)?[ -]?(?:[0-9]{7,8}|[0-9]{3,4}[ -][0-9]{4})|[0-9]{7,8}"
    r"|[48]00[ -]?(?:[0-9]{3}[ -]?[0-9]{4}|[0-9]{7})|(?:9[56]|1[0-2])[0-9]{3}) ?- ?([0-9]{1,6})"
)
# As North America writes its numbers: the 1 is the code of the country.
_AMERICAN = re.compile(r"1[ .-]\(?[2-9][0-9]{2}\)?[ .-][0-9]{3}[ .-][0-9]{4}")
_WRITTEN = re.compile(r"[ (]*\+?[0-9 ().·-]+")


class NoPhone(ValueError):
    """What was written is no number that can be called; says so to whoever wrote it."""

    def __init__(self, said: str = "") -> None:
        super().__init__(
            said or _("This is not a phone number we can call. For example: 138 0000 0000 or 010-6500 0000.")
        )


@dataclass(frozen=True)
class _Parts:
    """A number in its one spelling: what is dialled, and the extension behind it."""

    number: str
    extension: str = ""


def normalise_phone(raw: str, *, area: str = "") -> str:
    """Return a number in its one spelling. Raises NoPhone, a ValueError.

    Labels before it ("手机："), marks behind it and invisible ones are passed over. ``area`` is the area code ("0371")
    that a local number of seven or eight digits has where it was written; without one such a number is none.
    """
    parts = _read(raw, area)
    return f"{parts.number},{parts.extension}" if parts.extension else parts.number


def is_mobile(phone: str) -> bool:
    """Tell whether a number in its one spelling can be sent text messages: a mobile of the mainland."""
    return bool(re.fullmatch(r"\+861[3-9][0-9]{9}", phone))


def grouped(phone: str) -> str:
    """Return a number in groups, as its own country writes it; what is no number comes back as it is."""
    try:
        parts = _read(phone, "")
    except NoPhone:
        return phone
    number = _grouped(parts.number)
    if not parts.extension:
        return number
    return _("%(number)s ext. %(extension)s") % {"number": number, "extension": parts.extension}


def dialled(phone: str) -> str:
    """Return a number as an address to dial ("tel:+8637165500000,8012"), "" for what is no number.

    The comma makes a phone wait before it dials the extension, which RFC 3966's own ";ext=" makes few do.
    """
    try:
        return f"tel:{normalise_phone(phone)}"
    except NoPhone:
        return ""


def _read(raw: str, area: str) -> _Parts:
    text = _DECIMAL.sub("", _TRAILING.sub("", _LABELS.sub("", fold(raw))))
    if _DATE.fullmatch(text):
        raise NoPhone(
            _(
                "This reads like a date. If it is a phone number, write its area code too, as in 010-6500 0000."
            )
        )
    try:
        return _parts(text, area)
    except NoPhone as error:
        if all(_can_be_called(part, area) for part in _BETWEEN.split(text)):
            raise _several() from error
        raise


def _several() -> NoPhone:
    return NoPhone(_("Please leave one number here. Further ones can be told in words."))


def _can_be_called(text: str, area: str) -> bool:
    try:
        return bool(_parts(text.strip(), area))
    except NoPhone:
        return False


def _parts(text: str, area: str) -> _Parts:
    found = _EXTENSION.search(text)
    if found:
        number, extension = _number(text[: found.start()], area), found[2]
        # A whole number is none's extension: whose would be dropped if two were taken for one?
        if _LOCAL.fullmatch(extension) or (
            _LINE.fullmatch(extension)
            and (_LINE.fullmatch(number) or (found[1] and not _SPELT.fullmatch(text)))
        ):
            raise _several()
        return _Parts(number, extension)
    digits = re.sub("[^0-9]", "", text)
    dashed = _DASHED.fullmatch(text)
    if dashed and not _MOBILE.fullmatch(digits):
        return _Parts(_number(dashed[1], area), dashed[2])
    return _Parts(_number(text, area))


def _number(text: str, area: str) -> str:
    if not _WRITTEN.fullmatch(text):
        raise NoPhone
    digits = re.sub("[^0-9]", "", text)
    if text.lstrip("( ").startswith("+"):
        return _after_plus(digits)
    if digits.startswith("00"):
        return _after_plus(digits[2:])
    if _AMERICAN.fullmatch(text):
        return _after_plus(digits)
    found = _mainland(digits)
    if not found and area and _LOCAL.fullmatch(digits):
        found = _mainland(f"{area}{digits}")
    if not found and (digits.startswith("86") or _NEIGHBOUR.fullmatch(digits)):
        return _after_plus(digits)
    if not found:
        raise NoPhone
    return found


def _mainland(digits: str) -> str:
    """Return the spelling of a number as it is dialled inside China, "" for none."""
    if found := _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits):
        return f"+86{found[1]}"
    return digits if _SERVICE.fullmatch(digits) else ""


def _after_plus(digits: str) -> str:
    """Return the spelling of a number that begins with the code of a country."""
    if digits.startswith("86"):
        found = _mainland(digits[2:]) or _mainland(f"0{digits[2:]}")
        if found:
            return found
        raise NoPhone
    try:
        number = phonenumbers.parse(f"+{digits}")
    except NumberParseException as error:
        raise NoPhone from error
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        raise NoPhone
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def _grouped(number: str) -> str:
    if is_mobile(number):
        return f"{number[3:6]} {number[6:10]} {number[10:]}"
    if number.startswith("+86"):
        area = 5 if number[3] in "12" else 6
        return f"0{number[3:area]} {number[area:-4]} {number[-4:]}"
    if number.startswith("+"):
        parsed = phonenumbers.parse(number)
        return str(phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL))
    return f"{number[:3]} {number[3:6]} {number[6:]}" if len(number) == 10 else number
