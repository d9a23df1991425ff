"""Subjects as they are, and one of them as it was on any day."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.access import periods_of, seen_by_code, visible_subjects
from sanling.domain.subjects.completeness import completeness, months_listed
from sanling.domain.subjects.ledgers import part_of, status_names
from sanling.domain.subjects.models import Period, Subject
from sanling.domain.subjects.queries import lasting_on
from sanling.domain.subjects.rules import Status
from sanling.domain.territory.points import datum_of
from sanling.foundation.datum import Datum
from sanling.foundation.days import month_named, today
from sanling.foundation.finding import named
from sanling.interfaces.api.auth import caller_of, reads
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import (
    LINE,
    Code,
    Cursor,
    Limit,
    Month,
    PastDay,
    Path,
    id_cursor,
    write_cursor,
)
from sanling.interfaces.api.problems import invalid, not_found
from sanling.interfaces.api.shapes import Named

router = Router(tags=["subjects"])


class SubjectOut(BaseModel):
    """A subject, as it is or was on the day asked for; who is in charge there is told by no program."""

    code: str
    type: Named
    group: Named
    name: str
    division: str
    sector: Named | None
    status: Named
    address: str
    lon: float | None = Field(description="Where one finds it, in degrees.")
    lat: float | None
    datum: Datum = Field(description="What lon and lat are measured in: the city's own datum.")
    fields: dict[str, Any] = Field(description="What is kept of its type beside what all have, by code.")
    since: date = Field(description="The first day on which it was so.")
    until: date | None = Field(description="The first day on which it no longer was, if it isn't.")


class SubjectPage(BaseModel):
    """A page of subjects."""

    items: list[SubjectOut]
    next: str | None


class SubjectFilters(BaseModel):
    """What subjects are narrowed to."""

    division: Annotated[Path | None, Field(description="In this division or below it.")] = None
    type: Code | None = None
    sector: Code | None = None
    status: Status | None = None
    q: Annotated[str, Field(max_length=60, description="Words of the name, or pinyin."), LINE] = ""
    limit: Limit = 50
    cursor: Cursor = ""


class OnDay(BaseModel):
    """Of which day one asks."""

    on: Annotated[PastDay | None, Field(description="How it was on this day; left out: how it is.")] = None


@router.get("/subjects", auth=reads, response=answers(SubjectPage), operation_id="list_subjects")
def list_subjects(request: HttpRequest, filters: Query[SubjectFilters]) -> SubjectPage:
    """List the subjects that the post sees, as they are."""
    found = visible_subjects(caller_of(request).viewer).filter(pk__gt=id_cursor(filters.cursor))
    equal = {name: getattr(filters, name) for name in ("type", "sector", "status") if getattr(filters, name)}
    found = found.filter(**equal)
    if filters.division:
        found = found.filter(division__path__startswith=filters.division)
    if filters.q:
        found = found.filter(named("found_by", filters.q))
    rows = list(found.order_by("pk")[: filters.limit + 1])
    more = len(rows) > filters.limit
    return SubjectPage(
        items=[subject_out(row, row, row.begins_on) for row in rows[: filters.limit]],
        next=write_cursor(rows[filters.limit - 1].pk) if more else None,
    )


class StandingOut(BaseModel):
    """How complete the subjects of a county's line are in a month."""

    county: str
    line: str = Field(description="The code of the sector, or of the group of villages and communities.")
    expected: int | None = Field(
        description="So many there are to be; nothing where nobody said, or the post sees but a part of the county."
    )
    entered: int
    lacking: int = Field(
        description="So many lack a field that their type must have, or somebody with a duty that must be had."
    )
    added: int = Field(description="So many are listed since this month.")
    ended: int = Field(description="So many ended in this month.")
    confirmed_at: datetime | None = Field(description="When the month was confirmed, if it was.")


class OfMonth(BaseModel):
    """Of which month one asks."""

    month: Annotated[Month, Field(description="Left out: this one.")] = ""


@router.get(
    "/subjects/completeness",
    auth=reads,
    response=answers(list[StandingOut]),
    operation_id="completeness_of_subjects",
)
def completeness_of_subjects(request: HttpRequest, asked: Query[OfMonth]) -> list[StandingOut]:
    """Tell how complete the subjects that the post sees are, by county and line."""
    viewer = caller_of(request).viewer
    month = month_listed(viewer.city, asked.month) if asked.month else today().replace(day=1)
    return standings(viewer, month)


def month_listed(city: str, written: str) -> date:
    """Return a month of which lists are told to be whole; raises the problem of one too early or yet to come."""
    if written not in (months := months_listed(city)):
        is_early = written < min(months)
        raise invalid({"month": _("This is too long ago.") if is_early else _("This is yet to come.")})
    return month_named(written)


def standings(viewer: Viewer, month: date) -> list[StandingOut]:
    """Return how complete the subjects that a viewer sees are in a month."""
    return [StandingOut.model_validate(row, from_attributes=True) for row in completeness(viewer, month)]


@router.get("/subjects/{code}", auth=reads, response=answers(SubjectOut, 404), operation_id="read_subject")
def read_subject(request: HttpRequest, code: str, day: Query[OnDay]) -> SubjectOut:
    """Read a subject that the post sees, by its code."""
    viewer = caller_of(request).viewer
    subject = seen_by_code(viewer, code)
    if subject is None:
        raise not_found()
    if day.on is None:
        return subject_out(subject, subject, subject.begins_on)
    period = periods_of(viewer, subject).filter(lasting_on(day.on)).first()
    if period is None:
        raise not_found()
    return subject_out(subject, period, period.begins_on)


def subject_out(subject: Subject, known: Subject | Period, since: date) -> SubjectOut:
    """Return a subject as it is, or as a period of it tells."""
    part = part_of(subject.city)
    kind, sector = part.by_type.get(subject.type), part.sector_names.get(known.sector)
    group = next((str(name) for code, name in part.groups.items() if code == subject.group), subject.group)
    return SubjectOut(
        code=subject.code,
        type=Named(code=subject.type, name=str(kind.name) if kind else subject.type),
        group=Named(code=subject.group, name=group),
        name=known.name,
        division=known.division_id,
        sector=Named(code=known.sector, name=str(sector or known.sector)) if known.sector else None,
        status=Named(code=known.status, name=status_names()[known.status]),
        address=known.address,
        lon=known.lon,
        lat=known.lat,
        datum=datum_of(subject.city),
        fields=known.fields,
        since=since,
        until=known.ends_on,
    )
