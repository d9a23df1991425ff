"""Units, who holds their posts, and the workflows of the city."""

from collections.abc import Iterable
from typing import Annotated

from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.matters.config import KindRules, MattersPart
from sanling.domain.people.config import PeoplePart
from sanling.domain.people.models import Jurisdiction, Post, Unit
from sanling.domain.people.queries import in_city, in_office
from sanling.domain.workflow.queries import all_current, definition_of
from sanling.foundation import clock
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.variants import spellings
from sanling.interfaces.api.auth import by_address, caller_of, reads
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import LINE, Code, Cursor, Id, Limit, Path, id_cursor, write_cursor
from sanling.interfaces.api.problems import invalid
from sanling.interfaces.api.shapes import ActionOut, Named, UnitRef, action_out, unit_ref
from sanling.interfaces.components.cities import city_asked, city_of_place

router = Router(tags=["offices"])


class UnitOut(UnitRef):
    """A unit of the city."""

    kind: Named
    division: str
    above: int | None = Field(description="The id of the unit that it hands matters up to.")
    phone: str
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


class WorkflowFilters(BaseModel):
    """Whose workflows."""

    division: Annotated[
        Path | None, Field(description="A division of the city; needed where several cities are served.")
    ] = None


class StateOut(Named):
    """A state of a workflow; ``public`` and ``next`` are what residents read."""

    public: str
    next: str
    end: bool
    outcome: str | None


class WorkflowOut(BaseModel):
    """A kind of matter, its categories, and the workflow that new matters of it are registered under."""

    kind: Named
    public: bool = Field(description="Whether residents may report it.")
    contact: str = Field(description="Whether a resident must leave a phone number: required or optional.")
    workflow: Named
    version: int
    categories: list[Named]
    states: list[StateOut]
    actions: list[ActionOut]


class Workflows(BaseModel):
    """The workflows in force."""

    items: list[WorkflowOut]


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
    kinds = {city: {one.code: str(one.name) for one in part.unit_kinds} for city, part in parts.items()}
    return UnitPage(
        items=[_unit(one, kinds[one.city]) for one in rows[: filters.limit]], next=_next(rows, filters.limit)
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
    parts = _parts([one.unit for one in rows])
    roles = {city: {one.code: str(one.name) for one in part.roles} for city, part in parts.items()}
    return PostPage(
        items=[_post(one, roles[one.unit.city]) for one in rows[: filters.limit]],
        next=_next(rows, filters.limit),
    )


@router.get(
    "/workflows", auth=by_address, response=answers(Workflows, guarded=False), operation_id="list_workflows"
)
def list_workflows(request: HttpRequest, filters: Query[WorkflowFilters]) -> Workflows:
    """List the kinds of matter with their workflows: what residents may report, which states and acts there are."""
    profile = city_of_place(filters.division) if filters.division else city_asked(request)
    if profile is None:
        raise invalid({"division": _("Please say in which city it is.")})
    part: MattersPart = profile.part("matters")
    kinds = {one.workflow: one for one in part.kinds}
    rows = [(one.pk, one.version, kinds[one.code]) for one in all_current(profile.city) if one.code in kinds]
    return Workflows(items=[_workflow(part, pk, version, kind) for pk, version, kind in rows])


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
        divisions=[one.division_id for one in post.jurisdictions.all()],
    )


def _next(rows: "list[Unit] | list[Post]", limit: int) -> str | None:
    return write_cursor(rows[limit - 1].pk) if len(rows) > limit else None


def _workflow(part: MattersPart, pk: int, version: int, kind: KindRules) -> WorkflowOut:
    definition = definition_of(pk)
    return WorkflowOut(
        kind=Named(code=kind.code, name=str(kind.name)),
        public=kind.public,
        contact=kind.contact,
        workflow=Named(code=definition.code, name=str(definition.name)),
        version=version,
        categories=[Named(code=one.code, name=str(one.name)) for one in part.categories(kind.code)],
        states=[
            StateOut(
                code=one.code,
                name=str(one.name),
                public=str(one.public),
                next=str(one.next or ""),
                end=one.end,
                outcome=one.outcome,
            )
            for one in definition.states
        ],
        actions=[action_out(one) for one in definition.actions],
    )
