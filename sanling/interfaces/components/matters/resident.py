"""A resident's report that comes without the portal's pages: judged by the same rules."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanling.domain.matters.actions.register import PartyDetails, Report
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.points import Misplaced, Placed, place_point, poster_point
from sanling.domain.territory.queries import current, hanging
from sanling.foundation.datum import Datum
from sanling.foundation.delivery import sms
from sanling.foundation.privacy.phone import NoPhone, is_mobile, normalise_phone
from sanling.foundation.profile.loader import Profile


class InvalidReport(Exception):
    """Some of what the resident sent is wrong; ``errors`` gives a message beside each field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {text}" for name, text in errors.items()))
        self.errors = dict(errors)


@dataclass(frozen=True, kw_only=True)
class Location:
    """Where it is, by any of these: the code of a poster, a division's path, a point, words."""

    code: str = ""
    division: str = ""
    lon: float | None = None
    lat: float | None = None
    datum: Datum | None = None
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Resident:
    """Whom to call back."""

    name: str = ""
    phone: str = ""
    # Whether they agreed to text messages of each step there.
    messages: bool = False


def resident_report(
    profile: Profile,
    *,
    kind: str,
    category: str,
    text: str,
    location: Location,
    resident: Resident,
    headcount: int = 1,
) -> Report:
    """Return the report to register; raises `InvalidReport`.

    A point tells the division most exactly, but never another one than was said; without either, the poster tells the
    place, and words alone leave it to the city. A code that no poster has is kept, as on the portal.
    """
    errors = _kind_errors(profile, kind, resident)
    phone = _phone(profile, resident, errors)
    spot = _spot(profile, location, errors)
    poster = _poster(profile, location.code) if not (spot or location.division) else None
    if not (poster or location.words or location.division or spot or "lon" in errors):
        errors["place"] = _("Please say where it is: find the place by name, or describe it here.")
    if errors:
        raise InvalidReport(errors)
    lon, lat = (spot.lon, spot.lat) if spot else poster_point(poster) if poster else (None, None)
    stated = location.division or (poster.division_id if poster else profile.city)
    return Report(
        kind=kind,
        category=category,
        text=text,
        division=spot.division if spot and spot.division else stated,
        channel=profile.part("matters").residents_channel(scanned=bool(location.code)),
        place=" ".join(words for words in (poster.place if poster else "", location.words) if words),
        lon=lon,
        lat=lat,
        scanned_code=poster.code if poster else location.code,
        headcount=headcount,
        parties=_parties(resident, phone),
    )


def _parties(resident: Resident, phone: str) -> list[PartyDetails]:
    person = PersonDetails(name=resident.name, phone=phone)
    if person == PersonDetails():
        return []
    return [PartyDetails(role="applicant", person=person, messages=resident.messages)]


def _poster(profile: Profile, code: str) -> CodePoint | None:
    """Return the poster with a code, if it hangs in the city."""
    found = hanging(code) if code else None
    return found if found and found.division_id.startswith(profile.city) else None


def _kind_errors(profile: Profile, kind: str, resident: Resident) -> dict[str, str]:
    rules = profile.part("matters").kind(kind)
    if rules is None or not rules.public:
        return {"kind": _("Please choose one of the options.")}
    if rules.contact == "required" and not resident.phone:
        return {"phone": _("Please leave a phone number, so that somebody can reach you.")}
    return {}


def _phone(profile: Profile, resident: Resident, errors: dict[str, str]) -> str:
    try:
        phone = normalise_phone(resident.phone, area=profile.area_code) if resident.phone else ""
    except NoPhone as error:
        errors.setdefault("phone", str(error))
        return ""
    if resident.messages and not sms.can_send():
        errors["messages"] = _("This city sends no text messages.")
    elif resident.messages and "phone" not in errors and not is_mobile(phone):
        errors["messages"] = _("Text messages need a mobile number.")
    return phone


def _spot(profile: Profile, location: Location, errors: dict[str, str]) -> Placed | None:
    stated = current(location.division) if location.division else None
    if location.division and not (stated and stated.pk.startswith(profile.city)):
        errors["division"] = _("There is no such place in this city.")
        return None
    try:
        return place_point(
            profile.city, location.lon, location.lat, datum=location.datum, division=location.division
        )
    except Misplaced as wrong:
        errors[wrong.field] = str(wrong)
        return None
