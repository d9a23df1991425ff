"""Texts as cells of a workbook hold them."""

import re

from django.utils.translation import gettext as _

# Excel's own bound: UTF-16 units of a cell.
LONGEST_CELL = 32_767
# Texts are always written as texts, a row at a time, so that memory doesn't grow with the rows.
OPTIONS = {
    "constant_memory": True,
    "in_memory": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}
# What the program that writes the file takes for its own markup, and doesn't encode.
_LIKE_MARKUP = re.compile(r"<r>.*</r>", re.DOTALL)


def written(text: str) -> str:
    """Return a text as a cell can hold it: what doesn't fit or can't be written is said, never left out silently."""
    # A lone surrogate is the one thing that no file can hold; control characters are encoded.
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) > 2 * LONGEST_CELL:
        note = _(" … (cut off: %(length)d characters in all)") % {"length": len(text)}
        units = units[: 2 * (LONGEST_CELL - len(note))] + note.encode("utf-16-le")
    whole = units.decode("utf-16-le", "replace")
    return f"{whole} " if _LIKE_MARKUP.fullmatch(whole) else whole
