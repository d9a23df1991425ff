"""Units, and who holds their posts."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Annotated

from django.db.models import Prefetch
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.people.config import PeoplePart, role_rules
from sanling.domain.people.models import Jurisdiction, Post, Unit
from sanling.domain.people.on_duty import Held, roster
from sanling.domain.people.queries import in_city, in_office
from sanling.foundation import clock
from sanling.foundation.days import today
from sanling.foundation.opening import Opening
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.variants import spellings
from sanling.interfaces.api.auth import caller_of, reads
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import LINE, Code, Cursor, Day, Id, Limit, Path, id_cursor, write_cursor
from sanling.interfaces.api.shapes import Named, UnitRef, unit_ref

router = Router(tags=["offices"])
# A roster is read for so many days more at once.
MOST_DAYS = timedelta(days=30)


class UnitOut(UnitRef):
    """A unit of the city."""

    kind: Named
    division: str
    above: int | None = Field(description="The id of the unit that it hands matters up to.")
    phone: str
    duty_phone: str
    hours: str = Field(description="When it is open, in the reader's language; empty where nobody said.")
    address: str
    lines: list[str] = Field(description="The kinds and categories that it is in charge of; none means all.")


class UnitPage(BaseModel):
    """A page of units."""

    items: list[UnitOut]
    next: str | None


class PostOut(BaseModel):
    """Who holds a post; the phone is the duty phone."""

    id: int
    name: str
    role: Named
    unit: UnitRef
    phone: str
    divisions: list[str] = Field(description="What the post answers for.")


class PostPage(BaseModel):
    """A page of posts."""

    items: list[PostOut]
    next: str | None


class DutyOut(BaseModel):
    """Who has the duty of a unit on a day; none where nobody was named, or who was isn't there and nobody stands in."""

    unit: UnitRef
    day: date
    named: str | None = Field(description="Whom the roster names.")
    on_duty: str | None = Field(description="Who has it: another where that one is on leave.")
    role: Named | None
    phone: str = Field(description="The unit's duty phone, else its office phone.")


class DutyFilters(BaseModel):
    """Of which units, and which days: at most 31, today without any."""

    division: Annotated[Path | None, Field(description="Of the units at exactly this division.")] = None
    unit: Annotated[Id | None, Field(description="Of the unit of this id.")] = None
    first: Day | None = None
    last: Day | None = None


class UnitFilters(BaseModel):
    """What units are narrowed to."""

    division: Annotated[Path | None, Field(description="Standing at exactly this division.")] = None
    kind: Code | None = None
    q: Annotated[str, Field(max_length=60, description="Part of the name."), LINE] = ""
    limit: Limit = 50
    cursor: Cursor = ""


class PostFilters(BaseModel):
    """What posts are narrowed to."""

    unit: Annotated[Id | None, Field(description="At the unit of this id.")] = None
    role: Code | None = None
    q: Annotated[str, Field(max_length=60, description="Part of the name."), LINE] = ""
    limit: Limit = 50
    cursor: Cursor = ""


@router.get("/units", auth=reads, response=answers(UnitPage), operation_id="list_units")
def list_units(request: HttpRequest, filters: Query[UnitFilters]) -> UnitPage:
    """List the units of the post's city."""
    city = caller_of(request).viewer.city
    found = Unit.objects.filter(in_city(city), ends_on=None, pk__gt=id_cursor(filters.cursor))
    if filters.division:
        found = found.filter(division=filters.division)
    if filters.kind:
        found = found.filter(kind=filters.kind)
    if filters.q:
        found = found.filter(name__iregex=spellings(filters.q))
    rows = list(found.order_by("pk")[: filters.limit + 1])
    parts = _parts(rows)
    kinds = {city: {kind.code: str(kind.name) for kind in part.unit_kinds} for city, part in parts.items()}
    return UnitPage(
        items=[_unit(unit, kinds[unit.city]) for unit in rows[: filters.limit]],
        next=_next(rows, filters.limit),
    )


@router.get("/posts", auth=reads, response=answers(PostPage), operation_id="list_posts")
def list_posts(request: HttpRequest, filters: Query[PostFilters]) -> PostPage:
    """List who holds which post now in the post's city: names, roles and duty phones, nothing private."""
    city = caller_of(request).viewer.city
    found = Post.objects.filter(
        in_office(clock.now()), in_city(city, "unit__city"), pk__gt=id_cursor(filters.cursor)
    )
    if filters.unit:
        found = found.filter(unit=filters.unit)
    if filters.role:
        found = found.filter(role=filters.role)
    if filters.q:
        found = found.filter(name__iregex=spellings(filters.q))
    answered = Prefetch("jurisdictions", Jurisdiction.objects.order_by("division_id"))
    rows = list(found.select_related("unit").prefetch_related(answered).order_by("pk")[: filters.limit + 1])
    parts = _parts([post.unit for post in rows])
    roles = {city: {role.code: str(role.name) for role in part.roles} for city, part in parts.items()}
    return PostPage(
        items=[_post(post, roles[post.unit.city]) for post in rows[: filters.limit]],
        next=_next(rows, filters.limit),
    )


@router.get("/duty", auth=reads, response=answers(list[DutyOut]), operation_id="list_duty")
def list_duty(request: HttpRequest, filters: Query[DutyFilters]) -> list[DutyOut]:
    """List who has the duty of units of the post's city, as their rosters say, by unit and day."""
    first = filters.first or today()
    last = min(filters.last or first, first + MOST_DAYS)
    found = Unit.objects.filter(in_city(caller_of(request).viewer.city), ends_on=None)
    if filters.division:
        found = found.filter(division=filters.division)
    if filters.unit:
        found = found.filter(pk=filters.unit)
    units = found.filter(duty_days__day__range=(first, last)).distinct().in_bulk()
    days = roster(list(units), first, last) if units else {}
    return [_duty(units[unit], held) for unit, held_days in sorted(days.items()) for held in held_days]


def _duty(unit: Unit, held: Held) -> DutyOut:
    role = role_rules(unit.city, held.holder.role) if held.holder else None
    return DutyOut(
        unit=unit_ref(unit),
        day=held.day,
        named=held.named.name if held.named else None,
        on_duty=held.holder.name if held.holder else None,
        role=Named(code=role.code, name=str(role.name)) if role else None,
        phone=unit.duty_phone or unit.phone,
    )


def _parts(units: Iterable[Unit]) -> dict[str, PeoplePart]:
    """Return what the cities of some units say of theirs."""
    return {city: profile_for(city).part("people") for city in {unit.city for unit in units}}


def _unit(unit: Unit, kinds: dict[str, str]) -> UnitOut:
    return UnitOut(
        **dict(unit_ref(unit)),
        kind=Named(code=unit.kind, name=kinds.get(unit.kind, unit.kind)),
        division=unit.division_id,
        above=unit.parent_id,
        phone=unit.phone,
        duty_phone=unit.duty_phone,
        hours=str(Opening.spelt(unit.hours) or ""),
        address=unit.address,
        lines=unit.lines,
    )


def _post(post: Post, roles: dict[str, str]) -> PostOut:
    return PostOut(
        id=post.pk,
        name=post.name,
        role=Named(code=post.role, name=roles.get(post.role, post.role)),
        unit=unit_ref(post.unit),
        phone=post.phone,
        divisions=[jurisdiction.division_id for jurisdiction in post.jurisdictions.all()],
    )


def _next(rows: "list[Unit] | list[Post]", limit: int) -> str | None:
    return write_cursor(rows[limit - 1].pk) if len(rows) > limit else None
