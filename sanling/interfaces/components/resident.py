"""A resident's report that comes without the portal's pages: judged by the same rules."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanling.domain.matters.actions.register import PartyDetails, Report
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.territory.locate import locate
from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.queries import current, hanging
from sanling.foundation.privacy.phone import NoPhone, normalise_phone
from sanling.foundation.profile.loader import Profile


class Wrong(Exception):
    """Some of what the resident sent is wrong; ``errors`` gives a message beside each field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {text}" for name, text in errors.items()))
        self.errors = dict(errors)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where it is, by any of these: the code of a poster, a division's path, a point, words."""

    code: str = ""
    division: str = ""
    lon: float | None = None
    lat: float | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Resident:
    """Whom to call back."""

    name: str = ""
    phone: str = ""


def resident_report(
    profile: Profile,
    *,
    kind: str,
    category: str,
    text: str,
    place: Place,
    resident: Resident,
    headcount: int = 1,
) -> Report:
    """Return the report to register; raises `Wrong`.

    A point tells the division most exactly, then the division itself, then the poster; words alone leave it to the
    city. A code that no poster has is kept, as on the portal.
    """
    errors = _kind_errors(profile, kind, resident)
    phone = _phone(profile, resident, errors)
    point = hanging(place.code) if place.code else None
    division = _division(profile, place, point, errors)
    if errors:
        raise Wrong(errors)
    words = " ".join(one for one in (point.place if point else "", place.words) if one)
    person = PersonDetails(name=resident.name, phone=phone)
    return Report(
        kind=kind,
        category=category,
        text=text,
        division=division,
        channel="scan" if place.code else "web",
        place=words,
        lon=point.lon if point and place.lon is None else place.lon,
        lat=point.lat if point and place.lat is None else place.lat,
        scanned_code=place.code,
        headcount=headcount,
        parties=[PartyDetails(role="applicant", person=person)] if person != PersonDetails() else [],
    )


def _kind_errors(profile: Profile, kind: str, resident: Resident) -> dict[str, str]:
    rules = profile.part("matters").kind(kind)
    if rules is None or not rules.public:
        return {"kind": _("Please choose one of the options.")}
    if rules.contact == "required" and not resident.phone:
        return {"phone": _("Please leave a phone number, so that somebody can reach you.")}
    return {}


def _phone(profile: Profile, resident: Resident, errors: dict[str, str]) -> str:
    try:
        return normalise_phone(resident.phone, area=profile.area_code) if resident.phone else ""
    except NoPhone as error:
        errors.setdefault("phone", str(error))
        return ""


def _division(profile: Profile, place: Place, point: CodePoint | None, errors: dict[str, str]) -> str:
    if (place.lon is None) != (place.lat is None):
        errors["lon"] = _("The point on the map is incomplete.")
        return ""
    if place.lon is not None and place.lat is not None:
        found = locate(place.lon, place.lat, profile.city)
        if found is None:
            errors["lon"] = _(
                "This point is outside the city. Please choose another, or find the place by name."
            )
        return found.pk if found else ""
    if place.division:
        if current(place.division) is None:
            errors["division"] = _("There is no such place in this city.")
        return place.division
    if point:
        return point.division_id
    if not place.words:
        errors["place"] = _("Please say where it is: find the place by name, or describe it here.")
    return profile.city
