"""Reads a workbook in a process of its own, and writes its rows to standard output: a line of JSON each.

What reads workbooks lays out all cells between the first and the last, and ends the whole process where they find no
room: one stray cell at the end of a sheet asks for hundreds of gigabytes. Here nothing else ends with it.

A sheet is ``{"name": …, "hidden": …, "left": …}`` (cells begin at that column), its rows, and ``null``. A row is its
number and its cells: texts, and for what Excel may have made of another text a list of which sort it is and its text,
"rounded" where digits are lost, "pointed" for a number with decimals, of which zeros at the end are lost, "dated" for a
day or time. What can't be read is ``{"refused": "password" | "errors" | "packed" | "damaged"}``.
"""

import json
import resource
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, datetime, time
from typing import IO, Any
from zipfile import is_zipfile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from sanling.foundation.tables.retelling import Errors, refusal, retold

# Bytes of addresses: a million rows of thirty columns find room.
ROOM = 4 << 30
# Excel keeps fifteen digits of a number, and writes zeros for the rest.
_EXACT = 10**15


def main(path: str) -> None:
    """Write what a workbook holds."""
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        if is_zipfile(path) and (why := refusal(path)):
            _tell({"refused": why})
            return
        source, errors = retold(path)
        with closing(_opened(source)) as book:
            for nth, about in enumerate(book.sheets_metadata):
                if about.typ == SheetTypeEnum.WorkSheet:
                    hidden = about.visible != SheetVisibleEnum.Visible
                    sheet = None if hidden else book.get_sheet_by_index(nth)
                    left = sheet.start[1] if sheet and sheet.start else 0
                    _tell({"name": about.name, "hidden": hidden, "left": left})
                    wrong = errors[nth] if nth < len(errors) else {}
                    for row in _rows(sheet, wrong) if sheet else ():
                        _tell(row)
                    _tell(None)
    except PasswordError:
        _tell({"refused": "password"})
    except MemoryError:
        raise
    except BaseException:  # noqa: BLE001 -- also what the library's own language calls a panic
        _tell({"refused": "damaged"})


def _opened(source: str | IO[bytes]) -> CalamineWorkbook:
    """Open a workbook by what it holds: many programs write a newer one under the name of an older (.xls)."""
    if not isinstance(source, str):
        return CalamineWorkbook.from_object(source)
    try:
        with open(source, "rb") as file:  # noqa: PTH123 -- nothing else is loaded here
            return CalamineWorkbook.from_object(file)
    except CalamineError:
        # By its name alone it is told whether a password is what hinders.
        return CalamineWorkbook.from_object(source)


def _tell(told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")


def _rows(sheet: CalamineSheet, errors: Errors) -> Iterator[tuple[int, list[Any]]]:
    merged = _merged_downwards(sheet)
    held: dict[int, Any] = {}
    left = sheet.start[1] if sheet.start else 0
    wrong: dict[int, dict[int, str]] = {}
    for (above, column), error in errors.items():
        wrong.setdefault(above + 1, {})[column - left] = error
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = list(map(cell_of, cells))
        for place, error in wrong.get(number, {}).items():
            row[place] = error
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
    lowest = sheet.end[0] if sheet.end else 0
    for (top, first), (bottom, _last) in sheet.merged_cell_ranges or ():
        # Beside the columns that hold something nothing is merged but blanks.
        if bottom > top and 0 <= first - left < sheet.width:
            for row in range(top, min(bottom, lowest) + 1):
                found.setdefault(row + 1, {})[first - left] = row == top
    return found


def cell_of(cell: Any) -> str | list[str]:
    """Return a cell as a text; with its sort, as above, where Excel may have made it of another."""
    if isinstance(cell, str):
        return cell
    # TRUE as Excel shows it, or a whole number, as old workbooks and GeoJSON hold them.
    if isinstance(cell, int):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return ["rounded", f"{cell:.0f}"] if abs(cell) >= _EXACT else str(int(cell))
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return ["dated", cell.date().isoformat()]
    if isinstance(cell, date | time):
        return ["dated", cell.isoformat()]
    return ["pointed" if isinstance(cell, float) else "dated", str(cell)]
