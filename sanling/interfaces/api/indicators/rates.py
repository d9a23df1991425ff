"""Rates with both of their numbers, by division, sector or type, and the rows that they were counted from."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.indicators.measures import Grain, Stock, stocks
from sanling.domain.indicators.queries import (
    Asked,
    By,
    indicators,
    periods_of,
    rows_of,
    standings,
    tallied_at,
    usual_period,
    written,
)
from sanling.domain.people.access import Viewer
from sanling.domain.subjects.config import SubjectsPart
from sanling.foundation.days import today
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.rates import Rate
from sanling.interfaces.api.auth import caller_of, reads
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import Code, Cursor, Limit, Path, id_cursor, write_cursor
from sanling.interfaces.api.problems import invalid, not_found
from sanling.interfaces.api.shapes import Named
from sanling.interfaces.components.narrowings import narrowings

router = Router(tags=["rates"])


class RateOut(BaseModel):
    """A rate; the percentage is rounded half up to two decimals, and missing where nothing is counted."""

    numerator: int
    denominator: int
    percent: Decimal | None

    @classmethod
    def of(cls, rate: Rate) -> "RateOut":
        """Say a rate."""
        return cls(numerator=rate.numerator, denominator=rate.denominator, percent=rate.percent)


class StandingOut(BaseModel):
    """The rate of a unit, of each group apart and of all together."""

    unit: str = Field(
        description='A division\'s path, or the code of a sector or type, "-" where there is no sector.'
    )
    rate: RateOut
    groups: dict[str, RateOut]
    open: int = Field(description="So many of the denominator are not established.")
    before: RateOut = Field(description="The same in the period before.")
    last_year: RateOut = Field(description="The same a year before.")


class RatesOut(BaseModel):
    """Rates of the rows that the post sees."""

    indicator: Named
    period: str
    as_of: datetime | None
    items: list[StandingOut]


class RatesAsked(BaseModel):
    """Which rates one asks for."""

    period: Annotated[
        str,
        Field(
            pattern="^(20[0-9]{2}(-(0[1-9]|1[0-2]))?)?$",
            description="2026-11, or 2026 of a year; left out: the last that is over.",
        ),
    ] = ""
    place: Path | None = None
    by: By = By.PLACE
    group: Code | None = None
    type: Code | None = None
    sector: Annotated[
        Code | Literal["-"] | None, Field(description='"-" of what has no sector; left out: of all.')
    ] = None
    zero: Code | None = None


class RowsAsked(RatesAsked):
    """Which rows one asks for."""

    measure: Annotated[Code | None, Field(description="Left out: all in the denominator.")] = None
    limit: Limit = 50
    cursor: Cursor = ""


class RateRow(BaseModel):
    """A row that was counted."""

    code: str
    name: str
    division: str


class RateRows(BaseModel):
    """A page of the rows that were counted."""

    count: int
    items: list[RateRow]
    next: str | None


@router.get("/rates/{indicator}", auth=reads, response=answers(RatesOut, 404), operation_id="read_rates")
def read_rates(request: HttpRequest, indicator: str, filters: Query[RatesAsked]) -> RatesOut:
    """Read an indicator's rates at the divisions below a place, or by sector or type."""
    viewer = caller_of(request).viewer
    asked = what_is_asked(viewer, indicator, filters)
    part: SubjectsPart = profile_for(viewer.city).part("subjects")
    return RatesOut(
        indicator=Named(code=asked.indicator.code, name=str(asked.indicator.name)),
        period=written(asked.stock, asked.period),
        as_of=tallied_at(asked),
        items=[
            StandingOut(
                unit=standing.unit,
                rate=RateOut.of(standing.rate),
                groups={group: RateOut.of(standing.of(group)) for group in part.groups},
                open=standing.open,
                before=RateOut.of(standing.before),
                last_year=RateOut.of(standing.last_year),
            )
            for standing in standings(viewer, asked)
        ],
    )


@router.get(
    "/rates/{indicator}/rows", auth=reads, response=answers(RateRows, 404), operation_id="list_rate_rows"
)
def list_rate_rows(request: HttpRequest, indicator: str, filters: Query[RowsAsked]) -> RateRows:
    """List the rows that a number was counted from, exactly as many."""
    viewer = caller_of(request).viewer
    asked = what_is_asked(viewer, indicator, filters)
    measure = filters.measure or asked.indicator.denominator
    if measure not in asked.stock.measures:
        raise not_found()
    found = rows_of(viewer, asked, measure=measure)
    rows = list(found.filter(pk__gt=id_cursor(filters.cursor)).order_by("pk")[: filters.limit + 1])
    more = len(rows) > filters.limit
    subjects = [(getattr(row, "subject", row), getattr(row, asked.stock.columns[0])) for row in rows]
    return RateRows(
        count=found.count(),
        items=[
            RateRow(code=subject.code, name=subject.name, division=division)
            for subject, division in subjects[: filters.limit]
        ],
        next=write_cursor(rows[filters.limit - 1].pk) if more else None,
    )


def what_is_asked(viewer: Viewer, code: str, filters: RatesAsked) -> Asked:
    """Return what is asked of an indicator; raises the problem of what there isn't."""
    indicator = indicators(viewer.city).get(code)
    place = filters.place or viewer.city
    if indicator is None or not place.startswith(viewer.city):
        raise not_found()
    stock = stocks()[indicator.stock]
    # Of what there isn't nothing is counted, which would be told as a rate of nought.
    wrong = {
        name: _("Please choose one of the options.")
        for name, options in narrowings(viewer.city, stock).items()
        if (said := getattr(filters, name)) and said not in options
    }
    if wrong:
        raise invalid(wrong)
    return Asked(
        indicator,
        _period(viewer, stock, filters.period),
        place,
        filters.by,
        group=filters.group or "",
        type=filters.type or "",
        sector=filters.sector or "",
        zero=filters.zero or "",
    )


def _period(viewer: Viewer, stock: Stock, said: str) -> date:
    if not said:
        return usual_period(stock, periods_of(stock, viewer.city)) or today().replace(day=1)
    yearly = stock.grain is Grain.YEAR
    if yearly != (len(said) == len("2026")):
        raise not_found()
    return date.fromisoformat(f"{said}-01-01" if yearly else f"{said}-01")
