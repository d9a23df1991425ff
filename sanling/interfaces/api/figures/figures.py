"""Figures with their numbers, whole and by parts, beside what they were before, and the rows behind each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.indicators.config import Figure, Form
from sanling.domain.indicators.flows import Flow, flows
from sanling.domain.people.access import Viewer
from sanling.foundation.days import today
from sanling.interfaces.api.auth import caller_of, reads
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import Code, Cursor, Id, Limit, Path, id_cursor, write_cursor
from sanling.interfaces.api.problems import invalid, not_found
from sanling.interfaces.api.shapes import Named
from sanling.processes.figures.access import is_told_of
from sanling.processes.figures.breakdown import Line, breakdown
from sanling.processes.figures.indicators import Asked, Value, amount_of, rows_of, visible_figures
from sanling.processes.figures.periods import Grain, period_of, read_period
from sanling.processes.figures.queries import By

router = Router(tags=["figures"])
# A breakdown by day is of at most so many.
MOST_DAYS = 366


class FigureOut(BaseModel):
    """A figure as the city defines it."""

    code: str
    name: str
    definition: str
    source: str
    form: Form
    unit: str = Field(
        description='Of a rate "percent", of a quantile or age "minutes", else what is counted.'
    )
    better: Literal["more", "less", "neither"]
    numerator: Named
    denominator: Named | None

    @classmethod
    def of(cls, figure: Figure) -> "FigureOut":
        """Say a figure."""
        measures = flows()[figure.flow].measures
        below = figure.denominator
        units = {Form.RATE: "percent", Form.QUANTILE: "minutes", Form.AGE: "minutes"}
        return cls(
            code=figure.code,
            name=str(figure.name),
            definition=str(figure.definition),
            source=str(figure.source or ""),
            form=figure.form,
            unit=units.get(figure.form, str(figure.unit or "")),
            better=figure.better,
            numerator=Named(code=figure.numerator, name=str(measures[figure.numerator])),
            denominator=Named(code=below, name=str(measures[below])) if below else None,
        )


class ValueOut(BaseModel):
    """A figure's numbers; without a value where it is of nothing."""

    numerator: int
    denominator: int | None
    value: Decimal | None

    @classmethod
    def of(cls, value: Value) -> "ValueOut":
        """Say a value."""
        below = value.denominator if value.figure.denominator else None
        return cls(numerator=value.numerator, denominator=below, value=value.number)


class LineOut(BaseModel):
    """A figure of a unit; cut by time, it is not compared."""

    unit: str = Field(description="A division's path, a code, a unit's id, or a day; of all together empty.")
    now: ValueOut
    before: ValueOut | None
    year_before: ValueOut | None
    rank: int | None

    @classmethod
    def of(cls, line: Line) -> "LineOut":
        """Say a line."""
        return cls(
            unit=line.unit,
            now=ValueOut.of(line.now),
            before=ValueOut.of(line.before) if line.before else None,
            year_before=ValueOut.of(line.year_before) if line.year_before else None,
            rank=line.rank,
        )


class BrokenDown(BaseModel):
    """A figure of what the post sees."""

    figure: FigureOut
    period: str
    first: date = Field(description="The first day that is counted; of a balance its last day counts.")
    last: date = Field(description="The last day: of a period that isn't over, today.")
    total: LineOut
    items: list[LineOut]


class FiguresAsked(BaseModel):
    """Of what one asks."""

    period: Annotated[
        str,
        Field(
            max_length=24,
            description="2026-11-28, 2026-W48, 2026-11, 2026-Q4, 2026, 2026-11-01..2026-11-28; left out: this month.",
        ),
    ] = ""
    place: Path | None = None
    by: By = By.NOTHING
    kind: Code | None = None
    category: Annotated[Code | None, Field(description="Of a kind.")] = None
    channel: Code | None = None
    unit: Id | None = None


class FigureRowsAsked(FiguresAsked):
    """Which rows one asks for."""

    measure: Annotated[Code | None, Field(description="Left out: the numerator.")] = None
    limit: Limit = 50
    cursor: Cursor = ""


class FigureRow(BaseModel):
    """A row that was counted."""

    code: str
    division: str
    category: str = Field(
        description="Of what counts once in each category, as a matter at its steps; else empty."
    )


class FigureRows(BaseModel):
    """A page of the rows that were counted."""

    count: int
    amount: int = Field(
        description="The number itself: more than the rows where one counts several, as persons."
    )
    items: list[FigureRow]
    next: str | None


@router.get("/figures", auth=reads, response=answers(list[FigureOut]), operation_id="list_figures")
def list_figures(request: HttpRequest) -> list[FigureOut]:
    """List the figures of what the post sees, as the city defines them."""
    return [FigureOut.of(figure) for figure in visible_figures(caller_of(request).viewer).values()]


@router.get("/figures/{indicator}", auth=reads, response=answers(BrokenDown, 404), operation_id="read_figure")
def read_figure(request: HttpRequest, indicator: str, filters: Query[FiguresAsked]) -> BrokenDown:
    """Read a figure of a period at a place, by its parts, beside the period before and the year before."""
    viewer = caller_of(request).viewer
    figure, asked = what_is_asked(viewer, indicator, filters)
    if filters.by is By.DAY and asked.period.days > MOST_DAYS:
        raise invalid({"by": _("By day at most a year is told.")})
    told = breakdown(viewer, asked, figure, today())
    return BrokenDown(
        figure=FigureOut.of(figure),
        period=str(asked.period),
        first=told.compared.now.first,
        last=told.compared.now.last,
        total=LineOut.of(told.total),
        items=[LineOut.of(line) for line in told.lines] if asked.by else [],
    )


@router.get(
    "/figures/{indicator}/rows",
    auth=reads,
    response=answers(FigureRows, 404),
    operation_id="list_figure_rows",
)
def list_figure_rows(request: HttpRequest, indicator: str, filters: Query[FigureRowsAsked]) -> FigureRows:
    """List the rows that a number was counted from, exactly as many."""
    viewer = caller_of(request).viewer
    figure, asked = what_is_asked(viewer, indicator, filters)
    measure = filters.measure or figure.numerator
    if measure not in figure.measures:
        raise not_found()
    found = rows_of(viewer, replace(asked, by=By.NOTHING), figure, measure)
    flow = flows()[figure.flow]
    if flow.parts:
        found = found.select_related(flow.parts.key)
    rows = list(found.filter(pk__gt=id_cursor(filters.cursor)).order_by("pk")[: filters.limit + 1])
    shown, count = rows[: filters.limit], found.count()
    return FigureRows(
        count=count,
        amount=amount_of(viewer, asked, figure, measure) if measure in flow.summed else count,
        items=[_row(flow, row) for row in shown],
        next=write_cursor(shown[-1].pk) if len(rows) > filters.limit else None,
    )


def _row(flow: Flow, shown: Any) -> FigureRow:
    guarded, row = flow.guarded, getattr(shown, flow.parts.key) if flow.parts else shown
    return FigureRow(
        code=str(getattr(row, guarded.told_by or "pk")),
        division=getattr(row, guarded.division if guarded.by_path else f"{guarded.division}_id"),
        category=getattr(shown, flow.parts.category) if flow.parts else "",
    )


def what_is_asked(viewer: Viewer, code: str, filters: FiguresAsked) -> tuple[Figure, Asked]:
    """Return a figure and what is asked of it; raises the problem of what there isn't."""
    figure = visible_figures(viewer).get(code)
    place = filters.place or viewer.city
    if figure is None or not is_told_of(viewer, place):
        raise not_found()
    if wrong := dict(_wrong(viewer, figure, filters)):
        raise invalid(wrong)
    period = read_period(filters.period) if filters.period else period_of(Grain.MONTH, today())
    asked = Asked(
        place,
        period,
        filters.by,
        kind=filters.kind or "",
        category=filters.category or "",
        channel=filters.channel or "",
        unit=str(filters.unit or ""),
    )
    return figure, asked


def _wrong(viewer: Viewer, figure: Figure, filters: FiguresAsked) -> Iterator[tuple[str, str]]:
    """Yield what is wrong in what is asked: of what there isn't nothing is counted, which would be told as nought."""
    try:
        if filters.period:
            read_period(filters.period)
    except ValueError:
        yield "period", _("Please give a period such as 2026-11, 2026-Q4 or 2026-11-01..2026-11-28.")
    kind = figure.kind or filters.kind or ""
    for name in ("kind", "category", "channel"):
        said = getattr(filters, name)
        if said and said not in flows()[figure.flow].names(viewer.city, name, kind):
            yield name, _("Please choose one of the options.")
    if filters.by is By.CATEGORY and not kind:
        yield "by", _("Categories are of a kind: please name it, too.")
    if filters.by is By.UNIT and not flows()[figure.flow].by_unit:
        yield "by", _("No units are told of it.")
