"""What people type, cleaned one way at every door: texts and names keep all that can be seen, codes are folded.

A text or name loses only what can't be seen and means nothing: control characters, halves of surrogate pairs, code
points that are no characters, marks that turn the direction of others, byte order marks and invisible spaces. What
this Python doesn't know, because it is newer or of private use, is kept: rare names are written with it. Equal
spellings become one (NFC); more is not folded, because a name is what its bearer writes, and because NFC alone would
redraw compatibility ideographs, these are left as they are.

A code (number, date, phone, user name) means its letters and digits: it is folded by compatibility (NFKC), so that
full-width and circled digits, every dash and every space are the usual ones.
"""

import re
import unicodedata
from typing import Any

from django.utils.translation import gettext as _

# What PostgreSQL can't keep in a text, UTF-8 can't write, or Unicode keeps for a program's own use.
_NO_TEXT = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
# Embedding, overriding and isolating of directions; invisible spaces, operators and deprecated marks.
_LOST = re.compile(rf"[{_NO_TEXT}\u00ad\u200b\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Spaces of other widths (category Zs), for which a text has the usual one.
_WIDE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Joiners and direction marks say something after a letter of a joined or right-to-left script or a sign of an emoji.
_JOINABLE = (
    "\u0590-\u061b\u061d-\u180a\u180f-\u1cff\u2190-\u2bff\u3030\u303d\u3297\u3299\ua840-\uabff\ufb1d-\ufdcf\ufdf0-\ufe0f"
    "\ufe70-\ufefc\U00010a00-\U00011fff\U0001f000-\U0001ffef"
)
_IDLE = re.compile(rf"(?<![{_JOINABLE}])[\u061c\u200c-\u200f]")
_NOT_COMPATIBILITY = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")
# Letters and signs by their category that show nothing (Default_Ignorable_Code_Point), and the blank of braille.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_INVISIBLE = re.compile(rf"{_LOST.pattern}|{_BLANK.pattern}|[\u061c\u200c-\u200f]")
# Format characters that are drawn: Arabic, Syriac and Kaithi signs that enclose a number.
_DRAWN_FORMATS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
# Hyphens, dashes (category Pd), minus signs, and lines that are typed for them.
_DASH = re.compile(
    "[\u02d7\u058a\u05be\u1400\u1806\u2010-\u2015\u2043\u2212\u2500\u2501\u2796\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d"
    "\u301c\u3030\u30a0\u30fc\ufe31\ufe32\ufe58\U00010ead]"
)

# What most texts are of: nothing of it is changed or hidden by any of these rules, but for spaces at its ends. Cells of
# long lists needn't go through all of them. Full-width signs stay in a text and are folded in a code.
_USUAL = re.compile("[ -~\u3001\u3002\u4e00-\u9fef\uff01-\uff5e]*")
_USUAL_CODE = re.compile("[ -~\u4e00-\u9fef]*")

# No number that is typed here has more digits.
_WHOLE = re.compile(r"([+-]?\d{1,18})(?:\.0+)?")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,2})?")


def storable(text: str) -> str:
    """Return a text without what no database keeps: NUL, and halves of surrogate pairs."""
    return _UNSTORABLE.sub("", text)


def is_storable(text: str) -> bool:
    """Tell whether a database can keep a text."""
    return not _UNSTORABLE.search(text)


def storable_json(value: Any) -> Any:
    """Return what was parsed from JSON with all its texts, names of fields too, rid of what can't be kept."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, list):
        return [storable_json(item) for item in value]
    if isinstance(value, dict):
        return {storable(name): storable_json(item) for name, item in value.items()}
    return value


def clean_text(raw: str) -> str:
    """Return a text of any number of lines with all that can be seen, line ends and spaces made the usual ones.

    One without a visible sign is "": nobody typed anything.
    """
    if _USUAL.fullmatch(raw):
        return raw.strip()
    text = _IDLE.sub("", _LOST.sub("", _WIDE.sub(" ", _BREAK.sub("\n", raw))))
    composed = _NOT_COMPATIBILITY.sub(lambda run: unicodedata.normalize("NFC", run[0]), text).strip()
    return composed if has_visible_sign(composed) else ""


def clean_line(raw: str) -> str:
    """Return a name, title or place: a text of one line, whose words stand one space apart."""
    return " ".join(clean_text(raw).split())


def has_visible_sign(text: str) -> bool:
    """Tell whether anything of a text can be seen; a mark (accent, variation selector) alone can't."""
    return any(
        sign in _DRAWN_FORMATS or unicodedata.category(sign)[0] not in "MZC" or _may_be_drawn(sign)
        for sign in _INVISIBLE.sub("", text)
    )


def _may_be_drawn(sign: str) -> bool:
    """Tell whether a sign without a meaning of its own is of private use or newer than this Python."""
    return unicodedata.category(sign) in {"Co", "Cn"}


def holds_unseen(text: str) -> bool:
    """Tell whether a text holds what `clean_text` takes away: NUL and other controls, marks of direction."""
    return bool(_LOST.search(text))


def says_something(text: str) -> bool:
    """Tell whether there is more in a text than punctuation and blanks."""
    return any(unicodedata.category(sign)[0] in "LNS" or _may_be_drawn(sign) for sign in text)


def fold(raw: str) -> str:
    """Return what was typed with one width, one dash and one space, and without invisible marks; case is kept."""
    if _USUAL_CODE.fullmatch(raw):
        return " ".join(raw.split())
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", _BREAK.sub("\n", raw)))
    return " ".join(_DASH.sub("-", text).split())


def fold_code(raw: str) -> str:
    """Return a code as it is judged and looked up: folded, without spaces, its Latin letters upper-case."""
    joined = unicodedata.normalize("NFC", fold(raw).replace(" ", ""))
    return re.sub("[a-z]+", lambda run: run[0].upper(), joined)


def name_key(name: str) -> str:
    """Return a name as names of units and divisions are compared: in one width and case, without spaces."""
    return fold(name).replace(" ", "").lower()


def read_whole(raw: str) -> int:
    """Return a whole number, typed in any width or written as a spreadsheet does ("12.0").

    Raises ``ValueError`` with words for the writer.
    """
    folded = fold(raw)
    found = _WHOLE.fullmatch(folded)
    if folded.lstrip("+-").isdecimal() and not found:
        raise ValueError(_("This number has too many digits."))
    if not found:
        raise ValueError(_("Please give a whole number."))
    return int(found[1])


def read_decimal(raw: str) -> float:
    """Return a number with or without decimals, typed in any width or written by a program ("1.1e-05").

    Python's own reading takes "1_0", "nan" and "infinity" for numbers. Raises ``ValueError`` with words for the writer.
    """
    folded = fold(raw)
    if not _DECIMAL.fullmatch(folded):
        raise ValueError(_("Please give a number."))
    return float(folded)


def read_text(raw: str, *, longest: int, required: bool = False) -> str:
    """Return a text as it may be kept, "" for one without a visible sign.

    Nothing is ever cut off: raises ``ValueError``, with words for the writer, for one too long or missing.
    """
    return _fitting(clean_text(raw), longest, required=required)


def read_line(raw: str, *, longest: int, required: bool = False) -> str:
    """Return a text of one line as it may be kept; else as `read_text`."""
    return _fitting(clean_line(raw), longest, required=required)


def read_name(raw: str, *, longest: int, required: bool = False) -> str:
    """Return a name as it may be kept: a text of one line, not of dots and dashes alone; else as `read_text`."""
    return _saying(
        read_line(raw, longest=longest, required=required), _("A name is more than punctuation marks.")
    )


def read_title(raw: str, *, longest: int, required: bool = False) -> str:
    """Return a title as it may be kept, by which a thing stands in lists and notices; else as `read_name`."""
    return _saying(
        read_line(raw, longest=longest, required=required), _("A title is more than punctuation marks.")
    )


def _saying(line: str, otherwise: str) -> str:
    if line and not says_something(line):
        raise ValueError(otherwise)
    return line


def _fitting(text: str, longest: int, *, required: bool) -> str:
    if required and not text:
        raise ValueError(_("Please fill this in."))
    if "\ufffd" in text:
        # It arrived in another encoding, and what stood there is lost.
        raise ValueError(_("Some characters could not be read. Please type them again."))
    if len(text) > longest:
        message = _("At most %(most)d characters; these are %(are)d.")
        raise ValueError(message % {"most": longest, "are": len(text)})
    return text


def read_digits(text: str, *, digits: int = 18) -> int | None:
    """Return the number that a program wrote: ASCII digits alone, at most so many; by default as many as a key has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None
