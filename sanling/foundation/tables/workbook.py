"""Reads a workbook in a process of its own, and writes its rows to standard output: a line of JSON each.

What reads workbooks lays out all cells between the first and the last, and ends the whole process where they find no
room: one stray cell at the end of a sheet asks for hundreds of gigabytes. Here nothing else ends with it. Run by its
path, so it knows nothing of the rest of the program.

A sheet is ``{"name": …, "hidden": …}``, its rows, and ``null``. A row is its number and its cells; a number of which
digits are lost is a list of its text. What can't be read is ``{"refused": "password" | "damaged", "why": …}``.
"""

import json
import resource
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date, datetime
from typing import Any

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

# Bytes of addresses: a million rows of thirty columns find room.
ROOM = 4 << 30
# Excel keeps fifteen digits of a number, and writes zeros for the rest.
_EXACT = 10**15


def main(path: str) -> None:
    """Write what a workbook holds."""
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with closing(CalamineWorkbook.from_path(path)) as book:
            for nth, about in enumerate(book.sheets_metadata):
                if about.typ == SheetTypeEnum.WorkSheet:
                    hidden = about.visible != SheetVisibleEnum.Visible
                    _tell({"name": about.name, "hidden": hidden})
                    for row in () if hidden else _rows(book.get_sheet_by_index(nth)):
                        _tell(row)
                    _tell(None)
    except PasswordError:
        _tell({"refused": "password"})
    except MemoryError:
        raise
    except BaseException as error:  # noqa: BLE001 -- also what the library's own language calls a panic
        _tell({"refused": "damaged", "why": str(error)[:80]})


def _tell(told: Any) -> None:
    sys.stdout.write(json.dumps(told) + "\n")


def _rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[Any]]]:
    merged = _merged_downwards(sheet)
    held: dict[int, Any] = {}
    for number, cells in enumerate(sheet.iter_rows(), 1):
        row = list(map(cell_of, cells))
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
    """Return a cell as a text; of a number of which digits are lost, a list of it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return [f"{cell:.0f}"] if abs(cell) >= _EXACT else str(int(cell))
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


if __name__ == "__main__":
    main(sys.argv[1])
