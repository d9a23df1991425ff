"""Divisions, open to everybody: one, its children, and the one at a point."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import breadcrumbs, by_code, children, current_successors
from sanling.domain.territory.rules import Level
from sanling.interfaces.api.auth import by_address
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import Latitude, Longitude, PointDatum
from sanling.interfaces.api.problems import not_found
from sanling.interfaces.api.shapes import DivisionRef
from sanling.interfaces.components.cities import division_at

router = Router(tags=["places"])


class DivisionOut(BaseModel):
    """A division or grid of the city's own tree."""

    code: str = Field(description="The path in the management tree; prefixes are the divisions above.")
    official_code: str | None = Field(description="The statistical code, where it has one.")
    name: str
    level: str
    parent: str | None
    valid_from: date
    valid_until: date | None = Field(description="Since when it is no more; then see `successors`.")


class DivisionWhole(DivisionOut):
    """A division with what is above it, and what took its place."""

    above: list[DivisionRef]
    successors: list[DivisionRef] = Field(description="What it is today, when it has ended.")


class Divisions(BaseModel):
    """Divisions, by code."""

    items: list[DivisionOut]


class Point(BaseModel):
    """A point in degrees."""

    lon: Longitude
    lat: Latitude
    datum: PointDatum = None


@router.get(
    "/divisions/{code}",
    auth=by_address,
    response=answers(DivisionWhole, 404, guarded=False),
    operation_id="read_division",
)
def read_division(request: HttpRequest, code: str) -> DivisionWhole:
    """Show a division by its path, or by a statistical code that it has or had."""
    return _whole(_known(code))


@router.get(
    "/divisions/{code}/children",
    auth=by_address,
    response=answers(Divisions, 404, guarded=False),
    operation_id="list_children",
)
def list_children(request: HttpRequest, code: str) -> Divisions:
    """List the divisions one level below."""
    return Divisions(items=[DivisionOut(**_facts(division)) for division in children(_known(code).pk)])


@router.get(
    "/locate", auth=by_address, response=answers(DivisionWhole, 404, guarded=False), operation_id="locate"
)
def locate_point(request: HttpRequest, point: Query[Point]) -> DivisionWhole:
    """Find the deepest division at a point of a city served here; 404 outside of them."""
    found = division_at(point.lon, point.lat, point.datum)
    if found is None:
        raise not_found()
    return _whole(found)


def _known(code: str) -> Division:
    if not (code.isascii() and code.isdigit() and len(code) <= Level.MICRO_GRID):
        raise not_found()
    found = Division.objects.filter(pk=code).first() or by_code(code)
    if found is None:
        raise not_found()
    return found


def _whole(division: Division) -> DivisionWhole:
    ended = division.valid_until is not None
    above = [ancestor for ancestor in breadcrumbs(division.pk) if ancestor.pk != division.pk]
    return DivisionWhole(
        **_facts(division),
        above=_refs(above),
        successors=_refs(current_successors(division.pk)) if ended else [],
    )


def _facts(division: Division) -> "dict[str, str | date | None]":
    return {
        "code": division.pk,
        "official_code": division.official_code,
        "name": division.name,
        "level": Level(division.level).name.lower(),
        "parent": division.parent_id,
        "valid_from": division.valid_from,
        "valid_until": division.valid_until,
    }


def _refs(divisions: Sequence[Division]) -> list[DivisionRef]:
    return [DivisionRef(code=division.pk, name=division.name) for division in divisions]
