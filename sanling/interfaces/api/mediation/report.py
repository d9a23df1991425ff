"""The report on people's mediation of a place and a period, for other systems."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.mediation import reporting
from sanling.domain.mediation.reporting import By, Line, cases, lines, rows_by, tells_report
from sanling.domain.people.access import Viewer
from sanling.foundation.days import today
from sanling.interfaces.api.auth import caller_of, reads
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import Code, Path
from sanling.interfaces.api.problems import invalid, not_found
from sanling.processes.figures.access import is_told_of
from sanling.processes.figures.periods import Grain, Period, period_of, read_period

router = Router(tags=["mediation"])


class ReportAsked(BaseModel):
    """Of what one asks: a period and a place, rows by what, and narrowed to a row of each cut."""

    period: Annotated[
        str,
        Field(
            max_length=24, description="2026-11, 2026-Q4, 2026, 2026-11-01..2026-11-28; left out: this year."
        ),
    ] = ""
    place: Path | None = None
    by: By = By.CATEGORY
    category: Code | None = None
    source: Code | None = None
    body: Code | None = None
    form: Code | None = None
    ending: Code | None = None


class ReportLine(BaseModel):
    """A row of the report: disputes, and of "persons" the parties."""

    code: str = Field(description="Of all together empty.")
    name: str
    counts: dict[str, int]
    sum: Decimal = Field(description="What was agreed on to be paid, in yuan.")

    @classmethod
    def of(cls, line: Line) -> "ReportLine":
        """Say a row."""
        counts = {measure: line.counts[measure] for measure in reporting.MEASURES if measure != "sum"}
        return cls(code=line.code, name=line.name, counts=counts, sum=Decimal(line.counts["sum"]) / 100)


class ReportOut(BaseModel):
    """The report of the disputes that the post sees, taken on by mediators from the first to the last day."""

    period: str
    first: date
    last: date
    by: By
    total: ReportLine
    items: list[ReportLine]


@router.get(
    "/mediation/report", auth=reads, response=answers(ReportOut, 404), operation_id="read_mediation_report"
)
def read_mediation_report(request: HttpRequest, filters: Query[ReportAsked]) -> ReportOut:
    """Read the report on people's mediation: its rows add up to the total, whatever it is cut by."""
    viewer = caller_of(request).viewer
    place = filters.place or viewer.city
    if not tells_report(viewer) or not is_told_of(viewer, place):
        raise not_found()
    if wrong := dict(_wrong(viewer, filters)):
        raise invalid(wrong)
    period = _period(filters)
    narrowed = {cut: code for cut in By if (code := getattr(filters, cut))}
    asked = reporting.Asked(place, period.first, period.last, narrowed)
    told, total = lines(viewer, filters.by, cases(viewer, asked))
    return ReportOut(
        period=str(period),
        first=period.first,
        last=period.last,
        by=filters.by,
        total=ReportLine.of(total),
        items=[ReportLine.of(line) for line in told],
    )


def _period(filters: ReportAsked) -> Period:
    return read_period(filters.period) if filters.period else period_of(Grain.YEAR, today())


def _wrong(viewer: Viewer, filters: ReportAsked) -> Iterator[tuple[str, str]]:
    """Yield what is wrong in what is asked: of a row that there isn't nothing would be counted."""
    try:
        _period(filters)
    except ValueError:
        yield "period", _("Please give a period such as 2026-11, 2026-Q4 or 2026-11-01..2026-11-28.")
    for cut in By:
        code = getattr(filters, cut)
        if code and code not in rows_by(viewer.city, cut):
            yield str(cut), _("Please choose one of the options.")
