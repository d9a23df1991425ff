"""The city's directory, open to everybody: offices, and who is in charge of a place."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from sanling.domain.matters.directory import taken_in
from sanling.domain.people.directory import (
    Office,
    described,
    listed_units,
    offices_called,
    offices_in_charge,
    persons_in_charge,
    published,
)
from sanling.domain.territory.queries import current, hanging, place_names
from sanling.foundation.profile.loader import Profile
from sanling.interfaces.api.auth import by_address
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import (
    LINE,
    Cursor,
    Latitude,
    Limit,
    Longitude,
    Path,
    PointDatum,
    id_cursor,
    write_cursor,
)
from sanling.interfaces.api.problems import invalid, not_found
from sanling.interfaces.api.shapes import DivisionRef, Named
from sanling.interfaces.components.cities import city_asked, city_of_place, division_at

router = Router(tags=["public"])
# Offices change seldom: whoever asks may keep an answer so long, in seconds.
KEPT = "public, max-age=300"


class OfficeOut(BaseModel):
    """An office as residents are told of it; what the city doesn't publish is empty."""

    code: str
    name: str
    kind: Named
    division: DivisionRef
    phone: str
    address: str
    duty_phone: str = Field(description="Who is reached when the office is closed.")
    hours: str
    closed_today: bool = Field(description="A day off on which it is closed by its own hours.")
    takes_in: list[str]


class OfficePage(BaseModel):
    """A page of offices."""

    items: list[OfficeOut]
    next: str | None = Field(
        description="None, too, where a name was sought: the nearest hits are all there is."
    )


class PersonOut(BaseModel):
    """Who holds a post there: of a person the surname, and only where the city tells it."""

    role: str
    surname: str
    division: DivisionRef


class InChargeOut(BaseModel):
    """A place, the offices in charge of it, and the persons that the city tells of."""

    division: DivisionRef
    offices: list[OfficeOut]
    persons: list[PersonOut]


class OfficeFilters(BaseModel):
    """What offices are narrowed to."""

    q: Annotated[
        str, Field(max_length=40, description="Part of a name, its pinyin, initials or another name."), LINE
    ] = ""
    division: Annotated[Path | None, Field(description="Standing at exactly this division.")] = None
    limit: Limit = 50
    cursor: Cursor = ""


class Place(BaseModel):
    """A place, by one of these."""

    code: Annotated[str, Field(max_length=64, description="The code of a poster.")] = ""
    division: Path | None = None
    lon: Longitude | None = None
    lat: Latitude | None = None
    datum: PointDatum = None


@router.get(
    "/public/offices",
    auth=by_address,
    response=answers(OfficePage, guarded=False),
    operation_id="list_offices",
)
def list_offices(request: HttpRequest, response: HttpResponse, filters: Query[OfficeFilters]) -> OfficePage:
    """List the offices that a city publishes, or those that are called so, the nearest to a division first."""
    profile = city_of_place(filters.division) if filters.division else city_asked(request)
    if profile is None:
        raise invalid({"division": _("Please say in which city it is.")})
    response.headers["Cache-Control"] = KEPT
    if filters.q:
        near = filters.division or ""
        found = offices_called(profile.city, filters.q, near=near, most=filters.limit)
        return OfficePage(items=_offices(profile, found), next=None)
    units = listed_units(profile.city).filter(pk__gt=id_cursor(filters.cursor)).order_by("pk")
    if filters.division:
        units = units.filter(division=filters.division)
    rows = list(units[: filters.limit + 1])
    return OfficePage(
        items=_offices(profile, described(rows[: filters.limit], profile.city)),
        next=write_cursor(rows[filters.limit - 1].pk) if len(rows) > filters.limit else None,
    )


@router.get(
    "/public/in-charge",
    auth=by_address,
    response=answers(InChargeOut, 404, guarded=False),
    operation_id="read_in_charge",
)
def read_in_charge(request: HttpRequest, response: HttpResponse, place: Query[Place]) -> InChargeOut:
    """Tell which offices of its village and township are in charge of a place, and which persons, if the city tells."""
    path = _path_of(place)
    profile = city_of_place(path) if path else None
    if profile is None or not published(profile.city).kinds:
        raise not_found()
    persons = persons_in_charge(path)
    names = place_names([path, *(person.division for person in persons)])
    response.headers["Cache-Control"] = KEPT
    return InChargeOut(
        division=DivisionRef(code=path, name=names[path]),
        offices=_offices(profile, offices_in_charge(path)),
        persons=[
            PersonOut(
                role=person.role,
                surname=person.surname,
                division=DivisionRef(code=person.division, name=names[person.division]),
            )
            for person in persons
        ],
    )


def _path_of(place: Place) -> str:
    if place.code:
        poster = hanging(place.code)
        return poster.division_id if poster else ""
    if place.division:
        return place.division if current(place.division) else ""
    if place.lon is None or place.lat is None:
        raise invalid({"division": _("Please say where it is: find the place by name, or describe it here.")})
    found = division_at(place.lon, place.lat, place.datum)
    return found.pk if found else ""


def _offices(profile: Profile, offices: list[Office]) -> list[OfficeOut]:
    names = place_names([office.unit.division_id for office in offices], below=profile.city)
    takes_in = taken_in(profile.city, offices)
    return [
        OfficeOut(
            code=office.unit.code,
            name=office.unit.label,
            kind=Named(code=office.unit.kind, name=office.kind),
            division=DivisionRef(code=office.unit.division_id, name=names[office.unit.division_id]),
            phone=office.phone,
            address=office.unit.address,
            duty_phone=office.duty_phone,
            hours=office.hours,
            closed_today=office.closed_today,
            takes_in=takes_in[office.unit.pk],
        )
        for office in offices
    ]
