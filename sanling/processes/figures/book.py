"""A figure as an Excel file: the numbers of its page, with a chart of Excel's own, and how each is defined.

Numbers are numbers there, to sort and count by: percentages are Excel's own, durations are in minutes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from sanling.domain.indicators.config import Figure, Form
from sanling.domain.indicators.flows import flows
from sanling.foundation.tables.writing import OPTIONS, written
from sanling.processes.figures.breakdown import Breakdown, Line, percent_change
from sanling.processes.figures.indicators import Value

# Texts, counts, percentages of Excel's own, percentage points, and other numbers.
TEXT, WHOLE, SHARE, POINTS, NUMBER = "", "0", "0.00%", "+0.00;-0.00;0", "0.##"
# More bars than so many are told by the table alone.
MOST_BARS = 60


@dataclass(frozen=True)
class Table:
    """What stands on the sheet: what a line of it is, the lines by name, and whether they are moments of a trend."""

    unit: str
    lines: Sequence[tuple[str, Line]]
    total: Line | None
    trend: bool


@dataclass(frozen=True)
class _Column:
    """A column: its head, how Excel shows it, and what stands in it; None for an empty cell."""

    head: str
    shown: str
    value: Callable[[Line], Decimal | int | None]


def book(told: Breakdown, table: Table, heading: Sequence[tuple[str, str]]) -> bytes:
    """Return a figure as an Excel file: under a heading of names and what they are, its lines; then definitions."""
    made = BytesIO()
    # A sheet with a chart is read again where it stands: a constant memory can't have that, and needn't.
    with xlsxwriter.Workbook(made, {**OPTIONS, "constant_memory": False, "in_memory": True}) as file:
        _figures(file, told, table, heading)
        _definitions(file, told.figure)
    return made.getvalue()


def _figures(file: Any, told: Breakdown, table: Table, heading: Sequence[tuple[str, str]]) -> None:
    page = file.add_worksheet(_("Figures"))
    bold, head = file.add_format({"bold": True}), file.add_format({"bold": True, "bg_color": "#E9F0F9"})
    for row, (name, said) in enumerate(heading):
        page.write_string(row, 0, written(name), bold)
        page.write_string(row, 1, written(said))
    columns, top = list(_columns(told, table)), len(heading) + 1
    page.set_column(0, 0, 26)
    page.set_column(1, len(columns), 16)
    page.write_string(top, 0, written(table.unit), head)
    for place, column in enumerate(columns, 1):
        page.write_string(top, place, written(column.head), head)
    lines = [*table.lines, *([(_("Together"), table.total)] if table.total else [])]
    formats = [file.add_format({"num_format": column.shown}) for column in columns]
    for row, (name, line) in enumerate(lines, top + 1):
        page.write_string(row, 0, written(name))
        for place, column in enumerate(columns, 1):
            value = column.value(line)
            if value is not None:
                shown = float(value / 100 if column.shown == SHARE else value)
                page.write_number(row, place, shown, formats[place - 1])
    page.freeze_panes(top + 1, 1)
    if table.lines:
        page.autofilter(top, 0, top + len(table.lines), len(columns))
        _chart(file, page, told.figure, table, top)


def _chart(file: Any, page: Any, figure: Figure, table: Table, top: int) -> None:
    last = top + len(table.lines)
    if len(table.lines) > MOST_BARS and not table.trend:
        return
    chart = file.add_chart({"type": "line" if table.trend else "bar"})
    name = page.get_name()
    chart.add_series(
        {
            "name": written(str(figure.name)),
            "categories": [name, top + 1, 0, last, 0],
            "values": [name, top + 1, 1, last, 1],
            "fill": {"color": "#1A56A8"},
            "line": {"color": "#1A56A8"},
        }
    )
    chart.set_title({"name": written(str(figure.name)), "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    if not table.trend:
        # As in the table, the first on top.
        chart.set_y_axis({"reverse": True})
    chart.set_size({"width": 720, "height": max(320, 0 if table.trend else 24 * len(table.lines) + 90)})
    page.insert_chart(last + 3, 0, chart)


def _columns(told: Breakdown, table: Table) -> Iterator[_Column]:
    figure, shown = told.figure, _shown(told.figure)
    measures = flows()[figure.flow].measures
    yield _Column(_head(figure), shown, lambda line: line.now.number)
    if figure.form in (Form.RATE, Form.MEAN):
        yield _Column(str(measures[figure.numerator]), WHOLE, lambda line: line.now.numerator)
        yield _Column(str(measures[figure.denominator or ""]), WHOLE, lambda line: line.now.denominator)
    if table.trend:
        return
    if figure.form in (Form.COUNT, Form.BALANCE):
        yield _Column(_("Share"), SHARE, told.share)
    if any(line.rank for _name, line in table.lines):
        yield _Column(_("Rank"), WHOLE, lambda line: line.rank)
    yield from _compared(figure, shown, _("Period before"), _("Change on the period before"), _before)
    yield from _compared(figure, shown, _("Year before"), _("Change on the year before"), _year_before)


def _compared(
    figure: Figure, shown: str, head: str, change: str, other: Callable[[Line], Value | None]
) -> Iterator[_Column]:
    def was(line: Line) -> Decimal | None:
        before = other(line)
        return before.number if before else None

    def changed(line: Line) -> Decimal | None:
        before = other(line)
        return line.now.since(before) if before else None

    def percent(line: Line) -> Decimal | None:
        before = other(line)
        return percent_change(line.now, before) if before else None

    points = figure.form is Form.RATE
    yield _Column(head, shown, was)
    yield _Column(f"{change} ({_('pp')})" if points else change, POINTS if points else NUMBER, changed)
    if figure.form in (Form.COUNT, Form.BALANCE):
        yield _Column(f"{change} (%)", SHARE, percent)


def _before(line: Line) -> Value | None:
    return line.before


def _year_before(line: Line) -> Value | None:
    return line.year_before


def _head(figure: Figure) -> str:
    if figure.form.is_duration:
        return _("%(figure)s (minutes)") % {"figure": figure.name}
    return f"{figure.name} ({figure.unit})" if figure.unit else str(figure.name)


def _shown(figure: Figure) -> str:
    match figure.form:
        case Form.RATE:
            return SHARE
        case Form.MEAN:
            return "0.00"
        case _:
            return WHOLE


def _definitions(file: Any, figure: Figure) -> None:
    page = file.add_worksheet(_("Definitions"))
    bold = file.add_format({"bold": True, "valign": "top"})
    wrapped = file.add_format({"text_wrap": True, "valign": "top"})
    measures = flows()[figure.flow].measures
    below = str(measures[figure.denominator]) if figure.denominator else "—"
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 90)
    for row, (name, said) in enumerate(
        [
            (_("Indicator"), str(figure.name)),
            (_("Definition"), str(figure.definition)),
            (_("Numerator"), str(measures[figure.numerator])),
            (_("Denominator"), below),
            (_("Source"), str(figure.source or "—")),
            (
                _("Counted"),
                _("From the rows that whoever asked may see; rates from the sums of both their counts."),
            ),
        ]
    ):
        page.write_string(row, 0, written(name), bold)
        page.write_string(row, 1, written(said), wrapped)
