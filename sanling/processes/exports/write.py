"""Writes a ledger into an Excel file, a row at a time, so that memory does not grow with the rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from sanling.domain.people.ledgers import Column, Value, Written
from sanling.foundation.calendar import CHINA, Due
from sanling.foundation.tables.writing import OPTIONS, written

BATCH = 500
# Excel's own bound: rows of a sheet below its head.
MOST_ROWS = 1_048_575


def write_book(
    path: Path,
    *,
    columns: Sequence[Column[Any, Any]],
    rows: Iterable[Any],
    sheet_of: Callable[[Sequence[Any]], Any],
    report: Callable[[int], None],
) -> Written:
    """Write the rows and return how many; ``report`` is told the number after each batch.

    What a sheet of Excel can't hold goes on on the next. Texts are always written as texts: one that begins with "=" is
    no formula.
    """
    done = 0
    with xlsxwriter.Workbook(str(path), {**OPTIONS, "tmpdir": str(path.parent)}) as book:
        styles = [book.add_format({"num_format": shown}) for shown in _instants()]
        heads = book.add_format({"bold": True, "bg_color": "#E9F0F9"})
        page = _page(book, columns, heads)
        for batch in _batches(rows):
            sheet = sheet_of(batch)
            for row in batch:
                if done and done % MOST_ROWS == 0:
                    page = _page(book, columns, heads)
                for place, column in enumerate(columns):
                    _cell(page, done % MOST_ROWS + 1, place, column.value(row, sheet), styles)
                done += 1
            report(done)
        # The sheets before it are full.
        page.autofilter(0, 0, (done - 1) % MOST_ROWS + 1 if done else 0, len(columns) - 1)
    return Written(done)


def _page(book: Any, columns: Sequence[Column[Any, Any]], style: Any) -> Any:
    page = book.add_worksheet()
    page.freeze_panes(1, 2)
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, str(column.label), style)
    page.autofilter(0, 0, MOST_ROWS, len(columns) - 1)
    return page


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _instants() -> tuple[str, str]:
    """Return how Excel writes an instant, and one that may still move: both are dates to sort and count by."""
    return "yyyy-mm-dd hh:mm", f'yyyy-mm-dd hh:mm "{_("provisional")}"'


def _cell(page: Any, row: int, place: int, value: Value, styles: Sequence[Any]) -> None:
    if isinstance(value, datetime):
        value = Due(value, provisional=False)
    if isinstance(value, Due):
        at = value.at.astimezone(CHINA).replace(tzinfo=None)
        page.write_datetime(row, place, at, styles[value.provisional])
    elif isinstance(value, int):
        page.write_number(row, place, value)
    elif value:
        page.write_string(row, place, written(value))
