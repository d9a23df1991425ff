"""Workbooks and CSV files as rows of texts, numbered as Excel numbers them."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from sanling.foundation.tables.encoding import encoding_of, errors_in

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_PAGES = (b"<html", b"<!doctype", b"<table", b"<?xml", b"%pdf")
_BLANK = b"\xef\xbb\xbf \t\r\n"
_SEPARATORS = ",\t;，"
# Excel keeps fifteen digits of a number, and writes zeros for the rest.
_EXACT = 10**15
# An outline of a county is a cell of some hundred kilobytes.
_LONGEST_CELL = 8_000_000
GEOMETRY = "geometry"
Numbered = tuple[int, Sequence[str]]


class UnreadableTable(Exception):
    """A file can't be read as a table; says so, and what to do, to whoever has it."""


class Rounded(str):
    """A number of which the last digits are lost."""

    __slots__ = ()


@dataclass(frozen=True)
class Table:
    """One sheet of a workbook, or a CSV file; the rows can be read once."""

    name: str
    rows: Iterator[Numbered]


def tables_of(path: Path) -> Iterator[Table]:
    """Yield the sheets of a workbook that can be seen, or the one table of a CSV file. Raises UnreadableTable, OSError.

    Cells are texts: a whole number has no decimals, a day is written as 2026-11-22, and of cells that are merged
    downwards each has the text.
    """
    with path.open("rb") as file:
        begin = file.read(512)
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


def _sheets(path: Path) -> Iterator[Table]:
    try:
        with closing(CalamineWorkbook.from_path(path)) as book:
            for nth, about in enumerate(book.sheets_metadata):
                if about.typ == SheetTypeEnum.WorkSheet and about.visible == SheetVisibleEnum.Visible:
                    yield Table(about.name, _sheet_rows(book.get_sheet_by_index(nth)))
    except PasswordError:
        raise UnreadableTable(
            _("This workbook has a password. Save it without one, and delete that copy afterwards.")
        ) from None
    except CalamineError as error:
        text = _("This workbook is damaged (%(why)s). Open it in Excel or WPS and save it anew.")
        raise UnreadableTable(text % {"why": str(error)[:80]}) from None


def _sheet_rows(sheet: CalamineSheet) -> Iterator[Numbered]:
    merged = _merged_downwards(sheet)
    held: dict[int, str] = {}
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = list(map(_text_of, cells))
        for place, begins in merged.get(number, {}).items():
            if begins:
                held[place] = row[place]
            else:
                row[place] = row[place] or held[place]
        yield number, row


def _merged_downwards(sheet: CalamineSheet) -> Mapping[int, Mapping[int, bool]]:
    """Return which places of which rows are merged with those below, and whether it is the uppermost."""
    found: dict[int, dict[int, bool]] = {}
    left = sheet.start[1] if sheet.start else 0
    for (top, first), (bottom, _last) in sheet.merged_cell_ranges or ():
        # Beside the columns that hold something nothing is merged but blanks.
        if bottom > top and 0 <= first - left < sheet.width:
            for row in range(top, bottom + 1):
                found.setdefault(row + 1, {})[first - left] = row == top
    return found


def _text_of(cell: Any) -> str:
    if isinstance(cell, str):
        return _sound(cell)
    if isinstance(cell, float) and cell.is_integer():
        return Rounded(f"{cell:.0f}") if abs(cell) >= _EXACT else str(int(cell))
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _sound(text: str) -> str:
    """Return a text with U+FFFD for what nothing can keep, NUL and halves of characters, so that it is told."""
    if text.isprintable():
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\ufffd")


def _feature_rows(path: Path) -> Iterator[Numbered]:
    """Yield a header of all properties, then the features of a GeoJSON file (RFC 7946), geometries as texts."""
    try:
        features = json.loads(path.read_bytes())["features"]
        told = [{**(feature["properties"] or {}), GEOMETRY: feature["geometry"]} for feature in features]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise UnreadableTable(_("This is no GeoJSON file with features (RFC 7946).")) from None
    names = list(dict.fromkeys(name for properties in told for name in properties))
    yield 0, [_sound(name) for name in names]
    for number, properties in enumerate(told, 1):
        found = [properties.get(name) for name in names]
        yield (
            number,
            [
                "" if cell is None else _text_of(cell) if _is_plain(cell) else json.dumps(cell)
                for cell in found
            ],
        )


def _is_plain(cell: Any) -> bool:
    return isinstance(cell, str | int | float)


def _csv_rows(path: Path) -> Iterator[Numbered]:
    with path.open("rb") as file:
        encoding = encoding_of(file)
        stream = TextIOWrapper(file, encoding=encoding, errors=errors_in(encoding), newline="")
        number = 0
        try:
            first = stream.readline(_LONGEST_CELL)
            separator = max(_SEPARATORS, key=first.count)
            csv.field_size_limit(_LONGEST_CELL)
            lines: Iterable[str] = (line.replace("\0", "\ufffd") for line in chain([first], stream))
            for number, cells in enumerate(csv.reader(lines, delimiter=separator, strict=True), 1):
                yield number, cells
        except (csv.Error, UnicodeError) as error:
            text = _(
                "Row %(row)d can't be read as CSV (%(why)s). Open the file in Excel or WPS and save it anew."
            )
            raise UnreadableTable(text % {"row": number + 1, "why": str(error)[:80]}) from None
