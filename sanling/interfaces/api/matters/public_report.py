"""A report as an app of residents sends it, judged by the portal's rules."""

from dataclasses import dataclass
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import Field

from sanling.domain.matters.actions.register import Report
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.served import the_city
from sanling.interfaces.api.inputs import CLEAN, LINE, Body, Code, Latitude, Longitude, Path, PointDatum
from sanling.interfaces.components.cities import city_of_place, city_of_poster, division_at
from sanling.interfaces.components.matters.resident import InvalidReport, Location, Resident, resident_report
from sanling.interfaces.components.texts import LONGEST_PHONE

__all__ = ["InvalidReport", "PublicReportBody", "Ready", "report_of"]


class PublicReportBody(Body):
    """What happened, where, and whom to call back. The place is the code of a poster, a division or a point."""

    kind: Annotated[Code, Field(description="One of those that GET /workflows calls public.")]
    category: Code | None = None
    text: Annotated[str, Field(min_length=1, max_length=20_000), CLEAN]
    code: Annotated[str, Field(max_length=64, description="What a poster's code says."), LINE] = ""
    division: Path | None = None
    lon: Longitude | None = None
    lat: Latitude | None = None
    datum: PointDatum = None
    place: Annotated[str, Field(max_length=120, description="Where exactly, in words."), LINE] = ""
    name: Annotated[str, Field(max_length=40), LINE] = ""
    phone: Annotated[str, Field(max_length=LONGEST_PHONE, description="Most kinds need one."), LINE] = ""
    messages: Annotated[
        bool, Field(description="They agreed to text messages of each step, at that mobile number.")
    ] = False


@dataclass(frozen=True)
class Ready:
    """A report that may be sent, and the city it goes to."""

    report: Report
    profile: Profile


def report_of(body: PublicReportBody, *, asked: Profile | None, within: str) -> Ready:
    """Return the report that a body describes; raises `InvalidReport` with a message beside each wrong field.

    Its place tells the city; of words alone the city is the one ``asked`` for. ``within`` is what the caller's post is
    in: a city, a province, or nothing for who has none.
    """
    profile = city_of_place(body.division) if body.division else _city(body) or city_of_place(within) or asked
    if profile is None and not body.division:
        raise InvalidReport({"division": _("Please say in which city it is.")})
    if profile is None or not profile.city.startswith(within):
        raise InvalidReport({"division": _("There is no such place in this city.")})
    location = Location(
        code=body.code,
        division=body.division or "",
        lon=body.lon,
        lat=body.lat,
        datum=body.datum,
        words=body.place,
    )
    report = resident_report(
        profile,
        kind=body.kind,
        category=body.category or "",
        text=body.text,
        location=location,
        resident=Resident(name=body.name, phone=body.phone, messages=body.messages),
    )
    return Ready(report=report, profile=profile)


def _city(body: PublicReportBody) -> Profile | None:
    """Return the city of the poster, else of the point; nothing need be looked up where there is only one."""
    only = the_city()
    if only is not None or (found := city_of_poster(body.code)) is not None:
        return only or found
    if body.lon is None or body.lat is None:
        return None
    at = division_at(body.lon, body.lat, body.datum)
    return city_of_place(at.pk) if at else None
