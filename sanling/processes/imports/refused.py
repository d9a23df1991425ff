"""The workbook of refused rows: as they stood, with the reasons behind them, to be corrected and taken in again."""

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from sanling.foundation.tables.encoding import readable
from sanling.foundation.tables.frame import Became, Headed, Row
from sanling.foundation.tables.writing import OPTIONS, written


class RefusedRows(AbstractContextManager["RefusedRows"]):
    """Writes refused rows into a workbook that only its owner may read; of none it makes no file."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._book: Any = None
        self._page: Any = None
        self._found: Headed | None = None
        self._next = 0

    def begin(self, found: Headed) -> None:
        """Go on with the rows of another table, which gets a sheet of its own with the same headings."""
        self._found, self._page, self._next = found, None, 0

    def add(self, row: Row) -> None:
        """Write a row if it was refused; all cells as texts, so that no digits are lost and nothing is a formula."""
        if self.path is None or row.became is not Became.REFUSED:
            return
        if self._page is None:
            self._new_page(self.path)
        reasons = "; ".join(
            f"{fault.column}: {fault.why}" if fault.column else fault.why for fault in row.faults
        )
        self._write([*row.cells, *[""] * (self._width - len(row.cells)), str(row.number), reasons])

    def _new_page(self, path: Path) -> None:
        if self._book is None:
            path.touch(mode=0o600)
            path.chmod(0o600)
            self._book = xlsxwriter.Workbook(str(path), {**OPTIONS, "tmpdir": str(path.parent)})
        found = self._found
        heads = list(found.heads) if found else []
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
        if self._book is not None:
            self._book.close()
