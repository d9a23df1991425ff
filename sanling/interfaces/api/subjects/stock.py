"""Departments' systems take stock of a month: all subjects of their lines are in, and so many there are to be."""

from typing import Annotated, Literal

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.actions.take_stock import take_stock
from sanling.domain.subjects.completeness import line_names
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level
from sanling.interfaces.api.auth import caller_of, writes
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import Body, Code, Month, Path, sent
from sanling.interfaces.api.problems import forbidden, invalid
from sanling.interfaces.api.subjects.subjects import StandingOut, month_listed, router, standings
from sanling.interfaces.api.writes import Key, Made, write

MOST_LINES = 1000
MOST_EXPECTED = 10_000_000


class ExpectedBody(Body):
    """How many subjects of a line there are to be in a county."""

    county: Path
    line: Annotated[Code | Literal[""], Field(description='A sector, or "places"; "" of what has no sector.')]
    expected: Annotated[int, Field(strict=True, ge=0, le=MOST_EXPECTED)]


class StockBody(Body):
    """The lines of a month that a department has gone through."""

    month: Month
    lines: Annotated[list[ExpectedBody], Field(min_length=1, max_length=MOST_LINES)]


class StockOut(BaseModel):
    """How the lines that the post sees stand in the month."""

    new: int = Field(description="So many were said for the first time, or otherwise than before.")
    items: list[StandingOut]


@router.post(
    "/subjects/completeness",
    auth=writes,
    response=answers(StockOut, writing=True),
    operation_id="confirm_subjects",
)
def confirm_subjects(request: HttpRequest, stock: StockBody, idempotency_key: Key) -> HttpResponse:
    """Confirm that all subjects of these lines are in for a month that has begun, and how many there are to be."""
    caller = caller_of(request)
    month = month_listed(caller.viewer.city, stock.month)
    expected = _expected(caller.viewer, stock)

    def effect() -> Made:
        try:
            new = take_stock(actor=caller.viewer, month=month, expected=expected)
        except PermissionDenied as error:
            raise forbidden(_("One of these lines isn't this post's to confirm.")) from error
        return Made(200, StockOut(new=new, items=standings(caller.viewer, month)))

    return write(
        request, scope=caller.idempotency_scope, key=idempotency_key, sent=sent(stock), effect=effect
    )


def _expected(viewer: Viewer, stock: StockBody) -> dict[tuple[str, str], int]:
    """Return how many there are to be by county and line; raises the problem of what isn't there or said twice."""
    names = {"", *line_names(viewer.city)}
    counties = Division.objects.filter(pk__in={row.county for row in stock.lines}, level=Level.COUNTY)
    places = set(counties.filter(valid_until=None).values_list("pk", flat=True))
    wrong: dict[str, str] = {}
    expected: dict[tuple[str, str], int] = {}
    for nth, row in enumerate(stock.lines):
        if row.county not in places:
            wrong[f"lines.{nth}.county"] = _("There is no such place in this city.")
        elif row.line not in names:
            wrong[f"lines.{nth}.line"] = _("Please choose one of the options.")
        elif expected.setdefault((row.county, row.line), row.expected) != row.expected:
            wrong[f"lines.{nth}.expected"] = _("This was said otherwise above.")
    if wrong:
        raise invalid(wrong)
    return expected
