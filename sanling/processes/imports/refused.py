"""The workbook of refused rows: as they stood, with the reasons behind them, to be corrected and taken in again."""

import os
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.exceptions import XlsxFileError

from sanling.foundation.files.owners import new_for_owner
from sanling.foundation.tables.encoding import readable
from sanling.foundation.tables.frame import Became, Row
from sanling.foundation.tables.heading import Headed
from sanling.foundation.tables.writing import OPTIONS, written

# Excel's columns, two of which say which row it was and why.
WIDEST = 16_384 - 2


def free_beside(file: Path) -> Path:
    """Return where the refused rows of a file can go: beside it, under a name that nothing has."""
    numbers = ("", *(f".{nth}" for nth in range(2, 1000)))
    names = (file.with_name(f"{file.stem}.refused{number}.xlsx") for number in numbers)
    return next((path for path in names if not os.path.lexists(path)), file)


def reasons_of(row: Row) -> str:
    """Return all that is wrong with a row."""
    return "; ".join(f"{fault.column}: {fault.why}" if fault.column else fault.why for fault in row.faults)


class RefusedRows(AbstractContextManager["RefusedRows"]):
    """Writes refused rows into a new workbook that only its owner may read; of none it leaves no file.

    Raises ``OSError`` on entering where there is such a file already, or none can be made. What stops it later is kept
    as ``lost``: the rows themselves are taken in and told of.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.lost = ""
        self._file: BinaryIO | None = None
        self._book: Any = None
        self._page: Any = None
        self._found: Headed | None = None
        self._next = 0

    def begin(self, found: Headed) -> None:
        """Go on with the rows of another table, which gets a sheet of its own with the same headings."""
        self._found, self._page, self._next = found, None, 0

    def __enter__(self) -> Self:
        """Make the file, so that nothing is done where it can't be made."""
        if self.path:
            self._file = new_for_owner(self.path)
        return self

    def add(self, row: Row) -> None:
        """Write a row if it was refused; all cells as texts, so that no digits are lost and nothing is a formula."""
        if self.path is None or self.lost or row.became is not Became.REFUSED:
            return
        try:
            if self._page is None:
                self._new_page(self.path.parent)
            blanks = [""] * (self._width - len(row.cells))
            self._write([*row.cells[:WIDEST], *blanks, str(row.number), reasons_of(row)])
        except (OSError, XlsxFileError) as error:
            self.lost = str(error)

    def _new_page(self, folder: Path) -> None:
        if self._book is None:
            self._book = xlsxwriter.Workbook(self._file, {**OPTIONS, "tmpdir": str(folder)})
        found = self._found
        heads = list(found.heads[:WIDEST]) if found else []
        self._width = len(heads)
        self._page = self._book.add_worksheet()
        self._write([*heads, _("Row"), _("Why it was refused")])

    def _write(self, cells: list[str]) -> None:
        for place, cell in enumerate(cells):
            if cell:
                self._page.write_string(self._next, place, written(readable(cell)))
        self._next += 1

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Finish the file."""
        try:
            if self._book is not None:
                self._book.close()
            if self._file is not None:
                self._file.close()
        except (OSError, XlsxFileError) as error:
            self.lost = str(error)
        if self.path and (self._book is None or self.lost):
            self.path.unlink(missing_ok=True)
