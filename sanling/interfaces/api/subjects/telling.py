"""Departments' systems tell what is to be known of subjects, under their codes."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from pydantic import Field, StrictInt, StrictStr

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.access import keeps_some, seen_by_code, visible_subjects
from sanling.domain.subjects.actions.put_charges import InCharge, TooEarly, put_charges
from sanling.domain.subjects.actions.put_subjects import Refused, Said, put_subjects
from sanling.domain.subjects.config import SubjectsPart, SubjectType
from sanling.domain.subjects.imports import LONGEST_ADDRESS, LONGEST_NAME, wrong_code
from sanling.domain.subjects.own_columns import LONGEST_FIELD, LONGEST_PERSON, read_field
from sanling.domain.subjects.rules import CodeKind, Status, WrongCode, read_code
from sanling.domain.territory.models import Division
from sanling.domain.territory.points import datum_of
from sanling.foundation.datum import convert
from sanling.foundation.days import today
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
    Path,
    PointDatum,
    SubjectCode,
    line_of,
    name_of,
)
from sanling.interfaces.api.problems import Problem, forbidden, invalid
from sanling.interfaces.api.subjects.subjects import SubjectOut, router, subject_out


class ChargeBody(Body):
    """Who is in charge of something at a subject; an empty name says that nobody is any more."""

    name: Annotated[str, Field(max_length=LONGEST_PERSON), name_of(LONGEST_PERSON)]
    phone: Annotated[
        Annotated[str, Field(max_length=60), LINE] | None,
        Field(description="Left out: as it is, for whom it is already."),
    ] = None


class SubjectBody(Body):
    """A subject under its code, from a day on; what is left out stays as it is."""

    code: SubjectCode
    type: Code
    name: Annotated[str, Field(max_length=LONGEST_NAME), name_of(LONGEST_NAME), SEEN_LINE] | None = None
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
        into = seen_by_code(viewer, body.into, city=viewer.city)
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
