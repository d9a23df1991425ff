"""Words of tags as they are typed, kept and compared.

Kept is what was typed, as a text of one line, its digits and Latin letters in the usual width. Two words are one tag
that differ in nothing but width, case, spaces, dashes or what can't be seen.
"""

import re

from django.utils.translation import gettext as _

from sanling.foundation.cleaning import fold, read_line, says_something

LONGEST = 20
# Compatibility makes up to eighteen signs of one (U+FDFA).
LONGEST_KEY = 18 * LONGEST
_WIDE = {
    code: code - 0xFEE0
    for first, last in ((0xFF10, 0xFF19), (0xFF21, 0xFF3A), (0xFF41, 0xFF5A))
    for code in range(first, last + 1)
}
# What sets the words of a list apart, folded.
_APART = re.compile("[,;、|]")
_NUMERALS = {
    ord(sign): str(digit)
    for digit, signs in enumerate(
        ("〇○零", "幺一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for sign in signs
}
_BETWEEN = re.compile(r"[\W_]")
_DAY = re.compile(
    r"20\d\d[-./年 ]\d{1,2}[-./月 ]\d{1,2}(?!\d)|(?<!\d)20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
)
# So many digits, whatever stands between them, are a number of somebody's: the shortest phones have seven.
_NUMBER = re.compile(r"\d{7}")


def read_word(raw: str) -> str:
    """Return a word as it is kept; raises ``ValueError``, with words for the writer, for what is no tag."""
    word = read_line(raw, longest=LONGEST, required=True).translate(_WIDE)
    if not says_something(word) or not key_of(word):
        raise ValueError(_("A tag is more than punctuation marks."))
    if _APART.search(fold(word)):
        raise ValueError(_("One tag at a time, please: a tag has no comma or semicolon in it."))
    if _holds_number(word):
        raise ValueError(
            _("This looks like a phone or citizen number. Tags are read by many: please leave it out.")
        )
    return word


def key_of(word: str) -> str:
    """Return by what a word is compared with others: folded, regardless of case and spaces; "" for no word."""
    key = fold(word)
    # Case may bring back what compatibility folds; after two rounds nothing changes (Unicode 16, D146).
    for _round in range(2):
        key = fold(key.casefold()).replace(" ", "")
    return key[:LONGEST_KEY]


def _holds_number(word: str) -> bool:
    digits = _BETWEEN.sub("", _DAY.sub(" 日", fold(word).translate(_NUMERALS)))
    return _NUMBER.search(digits) is not None
