"""What a post may write down of a report, and what becomes of it."""

from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import Field

from sanling.domain.matters.actions.register import PartyDetails, Report
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Party
from sanling.domain.matters.registering import registers_at, registrable
from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Unit
from sanling.foundation.delivery import sms
from sanling.foundation.privacy.phone import NoPhone, is_mobile, normalise_phone
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.api.inputs import (
    CLEAN,
    LINE,
    WHOLE,
    Body,
    Code,
    Latitude,
    Longitude,
    Path,
    PointDatum,
)
from sanling.interfaces.api.problems import forbidden, invalid
from sanling.interfaces.components.texts import LONGEST_PHONE


class PersonBody(Body):
    """Who brought it; stored encrypted, shown masked."""

    name: Annotated[str, Field(max_length=40), LINE] = ""
    phone: Annotated[str, Field(max_length=LONGEST_PHONE), LINE] = ""
    citizen_number: Annotated[str, Field(max_length=24), LINE] = ""
    address: Annotated[str, Field(max_length=120), LINE] = ""


class ReportBody(Body):
    """A report that a post takes in."""

    kind: Code
    category: Code | None = None
    text: Annotated[str, Field(min_length=1, max_length=20_000), CLEAN]
    title: Annotated[str, Field(max_length=80), LINE] = ""
    division: Path
    channel: Annotated[
        Code, Field(description="How it came: a channel of the city, but none of the residents' own.")
    ]
    place: Annotated[str, Field(max_length=200), LINE] = ""
    lon: Longitude | None = None
    lat: Latitude | None = None
    datum: PointDatum = None
    scale: Annotated[
        Literal[1, 2, 3], WHOLE, Field(description="Individual, group, large group (GB/T 31000).")
    ] = 1
    headcount: Annotated[int, WHOLE, Field(ge=1, le=100_000)] = 1
    applicant: PersonBody | None = None
    messages: Annotated[
        bool, Field(description="The applicant was asked, and agreed to text messages of each step.")
    ] = False
    respondent: Annotated[str, Field(max_length=80, description="The other side, in words."), LINE] = ""
    respondent_unit: Annotated[
        str | None, Field(max_length=60, description="The other side, if it is a unit: its code.")
    ] = None
    concealed: Annotated[bool, Field(description="A report against that unit, kept from it.")] = False


def refuse_foreign(viewer: Viewer, report: ReportBody) -> None:
    """Refuse what this post does not take in: kinds by its role, places by its jurisdiction."""
    if report.kind not in registrable(viewer):
        if profile_for(viewer.city).part("matters").kind(report.kind) is None:
            raise invalid({"kind": _("Please choose one of the options.")})
        raise forbidden(_("This post does not take in matters of this kind."))
    if not report.division.startswith(viewer.city):
        raise invalid({"division": _("There is no such place in this city.")})
    if not registers_at(viewer, report.kind, report.division):
        raise forbidden(_("This place is outside your jurisdiction."))


def report_of(viewer: Viewer, body: ReportBody) -> Report:
    """Return the report that a body describes; raises the problem of wrong fields."""
    channel = profile_for(viewer.city).part("matters").channel(body.channel)
    if channel and channel.is_residents:
        raise invalid({"channel": _("This is the residents' own way in.")})
    return Report(
        kind=body.kind,
        category=body.category or "",
        text=body.text,
        title=body.title,
        division=body.division,
        channel=body.channel,
        place=body.place,
        lon=body.lon,
        lat=body.lat,
        datum=body.datum,
        scale=body.scale,
        headcount=body.headcount,
        concealed=body.concealed,
        parties=[party for party in (_applicant(viewer, body), _respondent(viewer, body)) if party],
    )


def _applicant(viewer: Viewer, body: ReportBody) -> PartyDetails | None:
    person = body.applicant
    if body.messages and not sms.can_send():
        raise invalid({"messages": _("This city sends no text messages.")})
    if body.messages and not _takes_messages(viewer, person):
        raise invalid({"messages": _("Text messages need a mobile number.")})
    if person is None or person == PersonBody():
        return None
    return PartyDetails(
        # Who reports a unit is its informant, and hidden from it (信访工作条例 30).
        role=Party.Role.INFORMANT if body.concealed else Party.Role.APPLICANT,
        person=PersonDetails(**person.model_dump()),
        headcount=body.headcount,
        messages=body.messages,
    )


def _takes_messages(viewer: Viewer, person: PersonBody | None) -> bool:
    try:
        area = profile_for(viewer.city).area_code
        return person is not None and is_mobile(normalise_phone(person.phone, area=area))
    except NoPhone:
        return False


def _respondent(viewer: Viewer, body: ReportBody) -> PartyDetails | None:
    if body.concealed and not body.respondent_unit:
        raise invalid({"respondent_unit": _("Please name the unit that the report is against.")})
    if body.respondent_unit:
        code = body.respondent_unit
        unit = Unit.objects.filter(city=viewer.city, code=code, ends_on=None).first()
        if unit is None:
            raise invalid({"respondent_unit": _("There is no such unit in this city.")})
        return PartyDetails(role=Party.Role.RESPONDENT, unit_id=unit.pk, description=body.respondent)
    if body.respondent:
        return PartyDetails(role=Party.Role.RESPONDENT, description=body.respondent)
    return None
