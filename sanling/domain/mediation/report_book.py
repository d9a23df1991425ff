"""The report on people's mediation as an Excel file: the rows with their sums, cuts crossed, and how disputes ended."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.reporting import BYS, MEASURES, By, Case, Line, crossed, lines, rows_by
from sanling.domain.people.access import Viewer
from sanling.foundation.tables.writing import OPTIONS, written

Heading = Sequence[tuple[str, str]]
# Of disputes by the ministry's categories, how many there are of each of these.
ACROSS = (By.SOURCE, By.BODY, By.FORM)


class _Sheet:
    """A sheet under a heading, written row by row."""

    def __init__(self, file: Any, title: str, heading: Heading) -> None:
        self.page = file.add_worksheet(written(title))
        self.bold, self.head = (
            file.add_format({"bold": True}),
            file.add_format({"bold": True, "bg_color": "#E9F0F9"}),
        )
        self.whole, self.money = file.add_format({"num_format": "0"}), file.add_format({"num_format": "0.00"})
        self.page.set_column(0, 0, 34)
        self.page.set_column(1, 24, 14)
        for nth, (name, said) in enumerate(heading):
            self.page.write_string(nth, 0, written(name), self.bold)
            self.page.write_string(nth, 1, written(said))
        self.row = len(heading) + 1

    def heads(self, *names: str) -> None:
        """Write the heads of the columns."""
        for place, name in enumerate(names):
            self.page.write_string(self.row, place, written(name), self.head)
        self.page.freeze_panes(self.row + 1, 1)
        self.row += 1

    def line(self, name: str, numbers: Sequence[int], fen: frozenset[int] = frozenset()) -> None:
        """Write a row of numbers; those at the places of ``fen`` are in fen, and written in yuan."""
        self.page.write_string(self.row, 0, written(name))
        for place, number in enumerate(numbers):
            shown, how = (number / 100, self.money) if place in fen else (number, self.whole)
            self.page.write_number(self.row, place + 1, shown, how)
        self.row += 1


def book(viewer: Viewer, found: Sequence[Case], heading: Heading) -> bytes:
    """Return the report of some disputes as an Excel file: numbers are numbers there, sums in yuan."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {**OPTIONS, "in_memory": True}) as file:
        for by in (By.CATEGORY, By.SOURCE, By.BODY, By.FORM):
            _by(file, viewer, by, found, heading)
        for across in ACROSS:
            _crossed(file, viewer, across, found, heading)
        _endings(file, viewer, found, heading)
    return made.getvalue()


def _by(file: Any, viewer: Viewer, by: By, found: Sequence[Case], heading: Heading) -> None:
    sheet = _Sheet(file, str(BYS[by]), heading)
    sheet.heads(str(BYS[by]), *(str(name) for name in MEASURES.values()))
    told, total = lines(viewer, by, found)
    for line in (*told, total):
        sheet.line(line.name, numbers_of(line), frozenset({[*MEASURES].index("sum")}))


def numbers_of(line: Line) -> list[int]:
    """Return the numbers of a row in the order of its columns."""
    return [line.counts[measure] for measure in MEASURES]


def _crossed(file: Any, viewer: Viewer, across: By, found: Sequence[Case], heading: Heading) -> None:
    title = _("Category by %(what)s") % {"what": str(BYS[across])}
    sheet = _Sheet(file, title[:31], heading)
    down, columns = rows_by(viewer.city, By.CATEGORY), rows_by(viewer.city, across)
    counted = crossed(found, By.CATEGORY, across)
    sheet.heads(str(BYS[By.CATEGORY]), *columns.values(), _("Together"))
    totals = [0] * (len(columns) + 1)
    for code, name in down.items():
        numbers = _filled(counted, code, columns)
        totals = [sum(pair) for pair in zip(totals, numbers, strict=True)]
        sheet.line(name, numbers)
    sheet.line(_("Together"), totals)


def _filled(counted: Mapping[tuple[str, str], int], row: str, columns: Mapping[str, str]) -> list[int]:
    numbers = [counted.get((row, code), 0) for code in columns]
    return [*numbers, sum(numbers)]


def _endings(file: Any, viewer: Viewer, found: Sequence[Case], heading: Heading) -> None:
    """Write how disputes ended at bodies that courts invite, which report so to their courts (法释〔2021〕23号 25)."""
    invited = {kind.code for kind in part_of(viewer.city).kinds if kind.invited_by_court}
    sheet = _Sheet(file, _("Endings for the courts"), heading)
    sheet.heads(str(BYS[By.ENDING]), _("At bodies invited by a court"), _("At all bodies"))
    at_invited, _total = lines(viewer, By.ENDING, [case for case in found if case.rows[By.BODY] in invited])
    at_all, _total = lines(viewer, By.ENDING, found)
    of_invited = {line.code: line.counts["disputes"] for line in at_invited}
    for line in at_all:
        sheet.line(line.name, [of_invited.get(line.code, 0), line.counts["disputes"]])
