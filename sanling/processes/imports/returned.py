"""The clerk's own file back, with the reasons beside the rows that were refused."""

from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext as _

from sanling.foundation.tables.frame import Became, Row
from sanling.foundation.tables.heading import Headed
from sanling.foundation.tables.marking import Marks, Unmarkable, mark_csv, mark_workbook
from sanling.processes.imports.refused import reasons_of

XLSX, CSV = "xlsx", "csv"


class Reasons:
    """Gathers why rows were refused, sheet by sheet."""

    def __init__(self) -> None:
        """Know of none."""
        self.marks: dict[str, Marks] = {}
        self._now: Marks | None = None
        # Thousands of rows are refused for the same reason, which is kept once.
        self._texts: dict[str, str] = {}

    def begin(self, found: Headed) -> None:
        """Go on with the rows of another table."""
        head = _("Why it was refused")
        heads = list(found.heads)
        place = heads.index(head) + found.left if head in heads else None
        self._now = self.marks.setdefault(found.name, Marks(at=found.at, head=head, place=place))

    def add(self, row: Row) -> None:
        """Note a row if it was refused."""
        if self._now is not None and row.became is Became.REFUSED:
            text = reasons_of(row)
            self._now.reasons[row.number] = self._texts.setdefault(text, text)

    @property
    def some(self) -> bool:
        """Tell whether any row was refused."""
        return any(marks.reasons for marks in self.marks.values())

    def write(self, source: Path, target: Path) -> str:
        """Write the file back with the reasons, as ``target`` with an ending, and return that; "" where it can't be.

        Only in a workbook of the present form (.xlsx) and in a CSV file can be written.
        """
        with source.open("rb") as file:
            begin = file.read(4)
        try:
            if begin == b"PK\x03\x04":
                mark_workbook(source, target.with_suffix(f".{XLSX}"), self._to_write())
                return XLSX
            if begin != b"\xd0\xcf\x11\xe0":
                (marks,) = self.marks.values()
                mark_csv(source, target.with_suffix(f".{CSV}"), marks)
                return CSV
        except Unmarkable:
            pass
        return ""

    def _to_write(self) -> Mapping[str, Marks]:
        return {name: marks for name, marks in self.marks.items() if marks.reasons or marks.place is not None}
