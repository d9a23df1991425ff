"""Workbooks and CSV files as rows of texts, numbered as Excel numbers them."""

import csv
import json
import re
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import chain, islice, takewhile
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from typing import Any

from django.utils.translation import gettext as _

from sanling.foundation.tables import workbook
from sanling.foundation.tables.encoding import encoding_of, errors_in
from sanling.foundation.tables.workbook import cell_of

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_PAGES = (b"<html", b"<!doctype", b"<table", b"<?xml", b"%pdf", b"{\\rtf")
_BLANK = b"\xef\xbb\xbf \t\r\n"
_BEGINNING = 512
# Run without any of the surroundings, but from these very files.
_READ = (
    f"import sys; sys.path.insert(0, sys.argv[1]); from {workbook.__name__} import main; main(sys.argv[2])"
)
_ROOT = Path(__file__).resolve().parents[3]
_SEPARATORS = ",\t;，"
# By so many lines it is judged which of them parts cells.
JUDGED_LINES = 30
# An outline of a county is a cell of some hundred kilobytes.
_LONGEST_CELL = 8_000_000
_BREAK = re.compile("\r\n|\r|\n")
# In narrower tables what is written in lines can't be told from rows.
_FEWEST = 3
GEOMETRY = "geometry"
Numbered = tuple[int, Sequence[str]]


class UnreadableTable(Exception):
    """A file can't be read as a table; says so, and what to do, to whoever has it."""


class Rounded(str):
    """A number of which the last digits are lost."""

    __slots__ = ()


class Pointed(str):
    """A number with decimals: zeros that were typed at its end are lost."""

    __slots__ = ()


class Dated(str):
    """A day or time, whatever was typed for it: Excel makes one of "3-12", too."""

    __slots__ = ()


_SORTS: Mapping[str, type[str]] = {"rounded": Rounded, "pointed": Pointed, "dated": Dated}


@dataclass(frozen=True)
class Table:
    """One sheet of a workbook, or a CSV file; its rows are read once, before the next sheet. A hidden one has none."""

    name: str
    rows: Iterator[Numbered]
    hidden: bool = False
    # The first column of Excel that holds something, from 0: cells begin there.
    left: int = 0


def tables_of(path: Path) -> Iterator[Table]:
    """Yield the sheets of a workbook, or the one table of a CSV file. Raises UnreadableTable, OSError.

    Cells are texts: a whole number has no decimals, a day is written as 2026-11-22, and of cells that are merged
    downwards each has the text.
    """
    with path.open("rb") as file:
        begin = file.read(_BEGINNING)
    if begin.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        begin = begin.decode("utf-16", "ignore").encode("utf-8", "ignore")
    if not begin.strip(_BLANK) and len(begin) < _BEGINNING:
        raise _empty()
    if begin.startswith(_WORKBOOKS):
        yield from _sheets(path)
    elif begin.lstrip(_BLANK).lower().startswith(_PAGES):
        raise UnreadableTable(
            _(
                "This is a web page or another kind of file, whatever its name. Open it in Excel or WPS and save it"
                " as a workbook (.xlsx)."
            )
        )
    elif begin.lstrip(_BLANK).startswith(b"{"):
        yield Table("", _feature_rows(path))
    else:
        yield Table("", _csv_rows(path))


def _empty() -> UnreadableTable:
    return UnreadableTable(_("There is nothing in this file."))


def _sheets(path: Path) -> Iterator[Table]:
    told = _told(path)
    for about in told:
        rows = ((number, list(map(_text_of, cells))) for number, cells in takewhile(bool, told))
        yield Table(about["name"], rows, hidden=about["hidden"], left=about["left"])
        # Of a sheet that isn't read to its end, the rest is passed over.
        deque(rows, maxlen=0)


def _told(path: Path) -> Iterator[Any]:
    """Yield what a process of its own tells of a workbook, as `workbook.py` says."""
    command = [sys.executable, "-I", "-c", _READ, str(_ROOT), str(path)]
    with Popen(command, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL) as reading:
        try:
            for line in reading.stdout or ():
                told = json.loads(line)
                if isinstance(told, dict) and "refused" in told:
                    raise _unreadable(**told)
                yield told
            if reading.wait():
                raise _unreadable()
        finally:
            reading.kill()


def _unreadable(refused: str = "") -> UnreadableTable:
    if refused == "password":
        text = _("This workbook has a password. Save it without one, and delete that copy afterwards.")
    elif refused == "errors":
        text = _(
            "Some cells of this binary workbook show an error (#N/A). Put them right, or save it as .xlsx to be told"
            " which."
        )
    elif refused == "packed":
        text = _("This document unpacks to far more than it seems to hold, so it isn't taken.")
    elif refused == "damaged":
        text = _("This workbook is damaged. Open it in Excel or WPS and save it anew.")
    else:
        text = _(
            "This workbook needs more room than there is: mostly something stands far beside or below its table."
            " Ctrl+End shows the last cell of each sheet: delete the rows and columns behind the table, and save it."
        )
    return UnreadableTable(text)


def _text_of(cell: str | list[str]) -> str:
    if isinstance(cell, str):
        return _sound(cell)
    sort, text = cell
    return _SORTS[sort](text)


def _sound(text: str) -> str:
    """Return a text with U+FFFD for what nothing can keep, NUL and halves of characters, so that it is told."""
    if text.isprintable():
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\ufffd")


def _feature_rows(path: Path) -> Iterator[Numbered]:
    """Yield a header of all properties, then the features of a GeoJSON file (RFC 7946), geometries as texts."""
    try:
        features = json.loads(_as_json(path))["features"]
        told = [{**(feature["properties"] or {}), GEOMETRY: feature["geometry"]} for feature in features]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise UnreadableTable(_("This is no GeoJSON file with features (RFC 7946).")) from None
    if not told:
        raise _empty()
    names = list(dict.fromkeys(name for properties in told for name in properties))
    yield 0, [_sound(name) for name in names]
    for number, properties in enumerate(told, 1):
        found = [properties.get(name) for name in names]
        yield (
            number,
            [
                "" if cell is None else _text_of(cell_of(cell)) if _is_plain(cell) else json.dumps(cell)
                for cell in found
            ],
        )


def _as_json(path: Path) -> str | bytes:
    """Return what a file holds, from which its reader tells UTF-8 and UTF-16."""
    with path.open("rb") as file:
        encoding = encoding_of(file)
        content = file.read()
    return content.decode("gb18030") if encoding == "gb18030" else content


def _is_plain(cell: Any) -> bool:
    return isinstance(cell, str | int | float)


def _csv_rows(path: Path) -> Iterator[Numbered]:
    with path.open("rb") as file:
        encoding = encoding_of(file)
        stream = TextIOWrapper(file, encoding=encoding, errors=errors_in(encoding), newline="")
        number = 0
        try:
            csv.field_size_limit(_LONGEST_CELL)
            sound = (line.replace("\0", "\ufffd") for line in stream)
            first = list(islice(sound, JUDGED_LINES))
            separator = separator_of(first)
            lines = chain(first, sound)
            width = 0
            for number, cells in enumerate(csv.reader(lines, delimiter=separator, strict=True), 1):
                if _holds_rows(cells, separator, width):
                    raise _swallowed(number)
                width = max(width, len(cells))
                yield number, cells
        except (csv.Error, UnicodeError):
            text = _(
                "Row %(row)d can't be read as CSV: mostly a quotation mark has no second one. Open the file in Excel"
                " or WPS and save it anew."
            )
            raise UnreadableTable(text % {"row": number + 1}) from None


def separator_of(lines: Sequence[str]) -> str:
    """Return what parts the cells of a CSV file, of its first lines."""
    return max(_SEPARATORS, key=lambda sign: _rows_alike(lines, sign))


def _rows_alike(lines: Sequence[str], separator: str) -> tuple[int, int]:
    """Return how many of some lines a separator parts into the same number of cells, and that number.

    A title above the table has none of them, or others: by most rows it shows what parts them.
    """
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=separator) if len(cells) > 1)
    except csv.Error:
        return 0, 0
    return max(((times, width) for width, times in widths.items()), default=(0, 0))


def _holds_rows(cells: Sequence[str], separator: str, width: int) -> bool:
    """Tell whether a cell in quotes holds whole rows: the rest of one, others, and the beginning of the last.

    What is written in several lines also holds separators, but not just as many in each as rows of the table have.
    """
    for place, cell in enumerate(cells) if width >= _FEWEST else ():
        # Rows with quotation marks of their own would have closed it.
        if ("\n" in cell or "\r" in cell) and '"' not in cell:
            first, *whole, last = (line.count(separator) for line in _BREAK.split(cell))
            in_last = place + width - len(cells)
            if first == width - 1 - place and last == in_last and set(whole) <= {width - 1}:
                return True
    return False


def _swallowed(number: int) -> UnreadableTable:
    text = _(
        "In row %(row)d a quotation mark opens that is closed rows later, and makes one cell of them. Delete it; or,"
        " if the cell is meant so, save the file as a workbook (.xlsx)."
    )
    return UnreadableTable(text % {"row": number})
