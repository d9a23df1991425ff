"""A year's recognitions: how many stand at which step, the year opened, and spot checks drawn."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Router
from pydantic import BaseModel, Field

from sanling.domain.people.access import Viewer
from sanling.domain.recognition.access import may_open_year, recognises
from sanling.domain.recognition.actions.draw_spot_checks import NoSubjects, NothingToDraw, draw_spot_checks
from sanling.domain.recognition.actions.open_year import to_open
from sanling.domain.recognition.year_columns import years
from sanling.domain.recognition.year_queries import year_by_county
from sanling.domain.workflow.queries import current, definition_of
from sanling.interfaces.api.auth import Caller, caller_of, reads, writes
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import SEEN_LINE, Body, SubjectCode, line_of, sent
from sanling.interfaces.api.problems import Problem, forbidden, invalid, not_found
from sanling.interfaces.api.shapes import Named
from sanling.interfaces.api.writes import Key, Made, write
from sanling.processes.recognising import order_year

router = Router(tags=["recognition"])
MOST_RECUSED = 1000


class CountyYearOut(BaseModel):
    """A year of a county, of the recognitions that the post sees."""

    county: str
    name: str
    total: int
    steps: dict[str, int] = Field(description="How many stand at which step, by its code.")


class YearOut(BaseModel):
    """A year, county by county."""

    year: int
    steps: list[Named] = Field(description="The steps in their order.")
    counties: list[CountyYearOut]
    to_open: int | None = Field(
        description="How many subjects have no recognition yet that are to have one; null to who opens no year."
    )


class Ordered(BaseModel):
    """A year that is being opened."""

    year: int
    to_open: int = Field(
        description="So many are to be opened; `GET /recognitions/{year}` tells how far it is."
    )


class DrawBody(Body):
    """Who is left out of the draw."""

    recused: Annotated[
        dict[SubjectCode, Annotated[str, Field(min_length=1, max_length=200), line_of(200), SEEN_LINE]],
        Field(max_length=MOST_RECUSED, description="Codes of subjects, each with the reason."),
    ] = {}


class DrawOut(BaseModel):
    """Who was drawn, and all that anybody needs to draw it again."""

    at: datetime
    seed: str
    pool_hash: str
    pool: list[str] = Field(description="The codes that it was drawn from, in order.")
    recused: dict[str, str]
    drawn: list[str]


@router.get("/recognitions/{int:year}", auth=reads, response=answers(YearOut, 404), operation_id="read_year")
def read_year(request: HttpRequest, year: int) -> YearOut:
    """Read how a year's recognitions stand in each county of which the post sees some."""
    viewer = caller_of(request).viewer
    _check(viewer, year)
    definition = definition_of(current(city=viewer.city, code="recognition").pk)
    return YearOut(
        year=year,
        steps=[Named(code=state.code, name=str(state.name)) for state in definition.states],
        counties=[
            CountyYearOut(county=found.path, name=found.name, total=found.total, steps=dict(found.steps))
            for found in year_by_county(viewer, year)
        ],
        to_open=to_open(viewer.city, year).count() if may_open_year(viewer) else None,
    )


@router.post(
    "/recognitions/{int:year}/open",
    auth=writes,
    response=answers(Ordered, 404, status=202, writing=True),
    operation_id="open_year",
)
def open_year(request: HttpRequest, year: int, idempotency_key: Key) -> HttpResponse:
    """Have recognitions opened for all subjects of the city that are to have one and have none."""
    caller = _opener(request, year)

    def effect() -> Made:
        left = to_open(caller.viewer.city, year).count()
        order_year(actor=caller.viewer, year=year)
        return Made(202, Ordered(year=year, to_open=left))

    return write(request, scope=caller.idempotency_scope, key=idempotency_key, sent=None, effect=effect)


@router.post(
    "/recognitions/{int:year}/draws",
    auth=writes,
    response=answers(DrawOut, 404, status=201, writing=True),
    operation_id="draw_spot_checks",
)
def draw(request: HttpRequest, year: int, left_out: DrawBody, idempotency_key: Key) -> HttpResponse:
    """Draw who is checked on the spot, of those that wait to be recorded and were in no draw yet."""
    caller = _opener(request, year)

    def effect() -> Made:
        try:
            kept = draw_spot_checks(actor=caller.viewer, year=year, recused=left_out.recused)
        except NoSubjects as error:
            said = _("There is no subject with this code.")
            raise invalid({f"recused.{code}": said for code in error.codes}) from error
        except NothingToDraw as error:
            said = _("Nobody waits to be recorded who was in no draw yet.")
            raise Problem(409, "nothing_to_draw", said) from error
        return Made(201, DrawOut.model_validate(kept, from_attributes=True))

    return write(
        request, scope=caller.idempotency_scope, key=idempotency_key, sent=sent(left_out), effect=effect
    )


def _check(viewer: Viewer, year: int) -> None:
    if not recognises(viewer) or str(year) not in years(viewer.city):
        raise not_found()


def _opener(request: HttpRequest, year: int) -> Caller:
    caller = caller_of(request)
    _check(caller.viewer, year)
    if not may_open_year(caller.viewer):
        raise forbidden(_("This post opens no year of recognitions."))
    return caller
