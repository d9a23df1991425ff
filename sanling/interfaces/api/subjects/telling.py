"""Departments' systems tell what is to be known of subjects, under their codes, and take stock of a month."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field, StrictInt, StrictStr

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.access import keeps_some, visible_subjects
from sanling.domain.subjects.actions.put_charges import InCharge, TooEarly, put_charges
from sanling.domain.subjects.actions.put_subjects import Refused, Said, put_subjects
from sanling.domain.subjects.actions.take_stock import take_stock
from sanling.domain.subjects.completeness import completeness, line_names, months_listed
from sanling.domain.subjects.config import SubjectsPart, SubjectType
from sanling.domain.subjects.imports import LONGEST_ADDRESS, LONGEST_NAME, wrong_code
from sanling.domain.subjects.own_columns import LONGEST_FIELD, LONGEST_PERSON, read_field
from sanling.domain.subjects.rules import CodeKind, Status, WrongCode, read_code
from sanling.domain.territory.models import Division
from sanling.domain.territory.points import datum_of
from sanling.domain.territory.rules import Level
from sanling.foundation.cleaning import fold_code
from sanling.foundation.datum import convert
from sanling.foundation.days import month_named, today
from sanling.foundation.privacy.phone import normalise_phone
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.api.auth import caller_of, writes
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import (
    LINE,
    SEEN_LINE,
    Body,
    Code,
    Day,
    Latitude,
    Longitude,
    Month,
    Path,
    PointDatum,
    SubjectCode,
    line_of,
    sent,
)
from sanling.interfaces.api.problems import Problem, forbidden, invalid
from sanling.interfaces.api.subjects.subjects import StandingOut, SubjectOut, router, subject_out
from sanling.interfaces.api.writes import Key, Made, write

MOST_LINES = 1000
MOST_EXPECTED = 10_000_000


class ChargeBody(Body):
    """Who is in charge of something at a subject; an empty name says that nobody is any more."""

    name: Annotated[str, Field(max_length=LONGEST_PERSON), line_of(LONGEST_PERSON)]
    phone: Annotated[
        Annotated[str, Field(max_length=60), LINE] | None,
        Field(description="Left out: as it is, for whom it is already."),
    ] = None


class SubjectBody(Body):
    """A subject under its code, from a day on; what is left out stays as it is."""

    code: SubjectCode
    type: Code
    name: Annotated[str, Field(max_length=LONGEST_NAME), line_of(LONGEST_NAME), SEEN_LINE] | None = None
    division: Annotated[Path | None, Field(description="Where it lies; needed of a new one.")] = None
    sector: Annotated[Code | Literal[""] | None, Field(description='"" of what has none.')] = None
    status: Status | None = None
    into: Annotated[
        SubjectCode | None, Field(description="The code of what a merged one became part of.")
    ] = None
    address: Annotated[str, Field(max_length=LONGEST_ADDRESS), line_of(LONGEST_ADDRESS)] | None = None
    lon: Annotated[Longitude | None, Field(description="Where one finds it, in degrees.")] = None
    lat: Latitude | None = None
    datum: PointDatum = None
    fields: Annotated[
        dict[Code, Annotated[StrictStr, Field(max_length=LONGEST_FIELD), LINE] | StrictInt | None],
        Field(
            max_length=40,
            description="What is kept of its type beside what all have, by code; null: no more.",
        ),
    ] = {}
    charges: Annotated[
        dict[Code, ChargeBody],
        Field(max_length=20, description="Who is in charge of what, by the duty's code."),
    ] = {}
    on: Annotated[Day | None, Field(description="From this day on; left out: from today.")] = None


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
    "/subjects",
    auth=writes,
    response=answers(SubjectOut, writing=True) | {201: SubjectOut},
    operation_id="tell_subject",
)
def tell_subject(request: HttpRequest, body: SubjectBody) -> HttpResponse:
    """Add a subject (201), or change one from a day on (200); what it was before stays known.

    Told again, nothing changes. It needs no key: the subject's code is one.
    """
    viewer = caller_of(request).viewer
    # Whoever keeps none learns nothing of what stands under a code.
    if not keeps_some(viewer):
        raise forbidden(_("This post doesn't keep subjects."))
    profile = profile_for(viewer.city)
    part: SubjectsPart = profile.part("subjects")
    kind = part.by_type.get(body.type)
    if kind is None:
        raise invalid({"type": _("This city has no such type of subject.")})
    wrong: dict[str, str] = {}
    code, values = _code(viewer, body, kind, wrong), _values(viewer, body, part, kind, wrong)
    charges = dict(_charges(body, part, kind, profile.area_code, wrong))
    if wrong:
        raise invalid(wrong)
    said = Said(code=code, type=kind.code, values=values)
    is_new, pk = _put(viewer, said, charges, body.on or today())
    subject = visible_subjects(viewer).get(pk=pk)
    out = subject_out(subject, subject, subject.begins_on).model_dump(mode="json")
    return JsonResponse(out, status=201 if is_new else 200, json_dumps_params={"ensure_ascii": False})


@router.post(
    "/subjects/completeness",
    auth=writes,
    response=answers(StockOut, writing=True),
    operation_id="confirm_subjects",
)
def confirm_subjects(request: HttpRequest, stock: StockBody, idempotency_key: Key) -> HttpResponse:
    """Confirm that all subjects of these lines are in for a month that has begun, and how many there are to be."""
    caller = caller_of(request)
    month = month_named(stock.month)
    expected = _expected(caller.viewer, stock)

    def effect() -> Made:
        try:
            new = take_stock(actor=caller.viewer, month=month, expected=expected)
        except PermissionDenied as error:
            raise forbidden(_("One of these lines isn't this post's to confirm.")) from error
        except ValueError as error:
            raise invalid({"month": _("This is yet to come.")}) from error
        found = completeness(caller.viewer, month)
        items = [StandingOut.model_validate(row, from_attributes=True) for row in found]
        return Made(200, StockOut(new=new, items=items))

    return write(
        request, scope=caller.idempotency_scope, key=idempotency_key, sent=sent(stock), effect=effect
    )


def _expected(viewer: Viewer, stock: StockBody) -> dict[tuple[str, str], int]:
    """Return how many there are to be by county and line; raises the problem of what isn't there or said twice."""
    if stock.month > f"{today():%Y-%m}":
        raise invalid({"month": _("This is yet to come.")})
    if stock.month not in months_listed(viewer.city):
        raise invalid({"month": _("This is too long ago.")})
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


def _put(viewer: Viewer, said: Said, charges: Mapping[str, InCharge], on: date) -> tuple[bool, int]:
    """Write it whole or not at all; return whether it is new, and its key."""
    try:
        with transaction.atomic():
            (put,) = put_subjects(actor=viewer, city=viewer.city, said=[said], on=on)
            if put.refused:
                raise _problem(put.refused)
            pk = put.subject.pk
            put_charges(actor=viewer, charges={pk: charges}, on=on, added={pk} if put.is_new else frozenset())
    except IntegrityError as error:
        raise Problem(
            409, "told_at_once", _("Somebody tells the same at this moment. Tell it again.")
        ) from error
    except TooEarly as early:
        raise invalid(
            {"on": _("From a day that has come, and not before %(day)s.") % {"day": early.day}}
        ) from early
    return put.is_new, pk


def _problem(refused: Refused) -> Problem:
    if not refused.field:
        return forbidden(refused.why)
    return invalid({refused.field: refused.why})


def _code(viewer: Viewer, body: SubjectBody, kind: SubjectType, wrong: dict[str, str]) -> str:
    try:
        code = read_code(body.code, kind.known_by)
    except WrongCode as error:
        wrong["code"] = wrong_code(error.kind)
        return ""
    # A village is known by where it is.
    return _place(viewer, "code", code, wrong) if kind.known_by is CodeKind.DIVISION else code


def _place(viewer: Viewer, name: str, path: str, wrong: dict[str, str]) -> str:
    """Return a place that there is in the city; note where there is none."""
    there = Division.objects.filter(pk=path, path__startswith=viewer.city, valid_until=None)
    if not there.exists():
        wrong[name] = _("There is no such place in this city.")
    return path


def _values(
    viewer: Viewer, body: SubjectBody, part: SubjectsPart, kind: SubjectType, wrong: dict[str, str]
) -> dict[str, Any]:
    """Return what is said by the room's names."""
    said = ("name", "sector", "status", "address")
    values: dict[str, Any] = {name: getattr(body, name) for name in said if getattr(body, name) is not None}
    if body.division:
        values["division_id"] = _place(viewer, "division", body.division, wrong)
    if body.sector and body.sector not in part.sector_names:
        wrong["sector"] = _("Please choose one of the options.")
    if body.into:
        into = visible_subjects(viewer).filter(city=viewer.city, code=fold_code(body.into)[:32]).first()
        if into is None:
            wrong["into"] = _("You see no subject with this code.")
        values["into_id"] = into.pk if into else None
    elif body.status and body.status != Status.MERGED:
        values["into_id"] = None
    if body.lon is not None and body.lat is not None:
        own = datum_of(viewer.city)
        values["lon"], values["lat"] = convert(body.lon, body.lat, of=body.datum or own, to=own)
    elif body.lon is not None or body.lat is not None:
        wrong["lon"] = _("Please give both longitude and latitude, or neither.")
    values["fields"] = dict(_fields(body, kind, wrong))
    return values


def _fields(body: SubjectBody, kind: SubjectType, wrong: dict[str, str]) -> Iterator[tuple[str, str | int]]:
    types = {field.code: field.type for field in kind.fields}
    for code, value in body.fields.items():
        if code not in types:
            wrong[f"fields.{code}"] = _("Subjects of this type have no such field.")
        elif value is None or value == "":
            yield code, ""
        else:
            try:
                yield code, read_field(types[code])(str(value))
            except ValueError as error:
                wrong[f"fields.{code}"] = str(error)


def _charges(
    body: SubjectBody, part: SubjectsPart, kind: SubjectType, area: str, wrong: dict[str, str]
) -> Iterator[tuple[str, InCharge]]:
    duties = {duty.code for duty in part.duties if kind.group in duty.groups}
    for code, charge in body.charges.items():
        if code not in duties:
            wrong[f"charges.{code}"] = _("Nobody has such a duty at subjects of this type.")
            continue
        phone = charge.phone
        if phone and not charge.name:
            wrong[f"charges.{code}.name"] = _("Say whose phone number this is.")
        elif phone:
            try:
                phone = normalise_phone(phone, area=area)
            except ValueError as error:
                wrong[f"charges.{code}.phone"] = str(error)
        yield code, InCharge(charge.name, phone) if charge.name else InCharge()
