"""Writes a ledger into an Excel file, a row at a time, so that memory does not grow with the rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter

from sanling.domain.matters.models import Matter
from sanling.foundation.calendar import CHINA
from sanling.processes.exports.columns import Column, Sheet, Value

BATCH = 500
# Excel's own bounds: rows of a sheet, and characters of a cell.
MOST_ROWS = 1_048_575
LONGEST_CELL = 32_000


def write_book(
    path: Path,
    *,
    columns: Sequence[Column],
    matters: Iterable[Matter],
    sheet_of: Callable[[Sequence[Matter]], Sheet],
    report: Callable[[int], None],
) -> int:
    """Write the matters and return how many; ``report`` is told the number after each batch.

    Texts are always written as texts: one that begins with "=" is no formula.
    """
    options = {
        "constant_memory": True,
        "in_memory": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    rows = 0
    with xlsxwriter.Workbook(str(path), {**options, "tmpdir": str(path.parent)}) as book:
        page = book.add_worksheet()
        dates = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        _head(page, columns, book.add_format({"bold": True, "bg_color": "#E9F0F9"}))
        for batch in _batches(matters):
            sheet = sheet_of(batch)
            for matter in batch:
                rows += 1
                for place, column in enumerate(columns):
                    _cell(page, rows, place, column.value(matter, sheet), dates)
            report(rows)
    return rows


def _head(page: Any, columns: Sequence[Column], style: Any) -> None:
    page.freeze_panes(1, 2)
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, str(column.label), style)


def _batches(matters: Iterable[Matter]) -> Iterator[list[Matter]]:
    rest = islice(matters, MOST_ROWS)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _cell(page: Any, row: int, place: int, value: Value, dates: Any) -> None:
    if isinstance(value, datetime):
        page.write_datetime(row, place, value.astimezone(CHINA).replace(tzinfo=None), dates)
    elif isinstance(value, int):
        page.write_number(row, place, value)
    elif value:
        page.write_string(row, place, value[:LONGEST_CELL])
