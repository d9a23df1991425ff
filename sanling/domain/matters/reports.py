"""What is brought, cleaned and judged before it becomes a matter: the one rule for every door."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.entries import Enclosure
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.territory.points import Misplaced, Placed, place_point
from sanling.foundation.cleaning import (
    clean_line,
    read_line,
    read_name,
    read_text,
    read_title,
    says_something,
)
from sanling.foundation.datum import Datum
from sanling.foundation.privacy.normalise import normalise_citizen_number
from sanling.foundation.privacy.phone import normalise_phone
from sanling.foundation.profile.loader import Profile

TITLE_LENGTH = 40
LONGEST_TITLE, LONGEST_PLACE, LONGEST_DESCRIPTION, LONGEST_CODE = 80, 200, 80, 64
LONGEST_NAME, LONGEST_ADDRESS = 40, 120
_CLAUSE = re.compile(r"[^。！？；!?;\n]+")


@dataclass(frozen=True, kw_only=True)
class PartyDetails:
    """Somebody in a role: a person with contact details, a unit, or words that describe them."""

    role: str
    person: PersonDetails | None = None
    unit_id: int | None = None
    description: str = ""
    headcount: int = 1
    closed_session: bool = False
    no_publication: bool = False
    # Whether it agreed to be told of each step by text message.
    messages: bool = False


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was brought. ``division`` is the deepest path known; ``scanned_code`` is kept even when unknown.

    ``datum`` is that of ``lon`` and ``lat`` (degrees), by default the city's own.
    """

    kind: str
    text: str
    division: str
    channel: str
    category: str = ""
    title: str = ""
    place: str = ""
    lon: float | None = None
    lat: float | None = None
    datum: Datum | None = None
    scanned_code: str = ""
    scale: int = 1
    headcount: int = 1
    concealed: bool = False
    parties: Sequence[PartyDetails] = field(default_factory=tuple)
    enclosures: Sequence[Enclosure] = field(default_factory=tuple)


class _Desk:
    """Reads what was written, and keeps what is to be said of it, by the name of the field."""

    def __init__(self) -> None:
        self.errors: dict[str, str] = {}

    def read(self, name: str, reader: Callable[[], str]) -> str:
        """Return what a reader makes of a field; its ValueError is for the writer."""
        try:
            return reader()
        except ValueError as error:
            self.errors[name] = str(error)
            return ""


def cleaned(report: Report, profile: Profile) -> Report:
    """Return a report as it is kept: texts clean, numbers in their one spelling, with a title, its point placed.

    Raises `Invalid` with a message beside each wrong field.
    """
    part: MattersPart = profile.part("matters")
    desk = _Desk()
    text = desk.read("text", lambda: read_text(report.text, longest=part.longest_text, required=True))
    clean = replace(
        report,
        text=text,
        title=desk.read("title", lambda: read_title(report.title, longest=LONGEST_TITLE)) or title_of(text),
        place=desk.read("place", lambda: read_line(report.place, longest=LONGEST_PLACE)),
        # Whatever a camera read; the place comes from what was made of it, never from here.
        scanned_code=clean_line(report.scanned_code)[:LONGEST_CODE],
        parties=[_party(party, profile.area_code, desk) for party in report.parties],
    )
    desk.errors.update(_chosen_wrongly(clean, part))
    spot = _spot(report, profile.city, desk)
    if desk.errors:
        raise Invalid(desk.errors)
    return replace(clean, lon=spot.lon if spot else None, lat=spot.lat if spot else None, datum=None)


def _spot(report: Report, city: str, desk: _Desk) -> Placed | None:
    try:
        return place_point(city, report.lon, report.lat, datum=report.datum, division=report.division)
    except Misplaced as wrong:
        desk.errors[wrong.field] = str(wrong)
        return None


def _party(party: PartyDetails, area: str, desk: _Desk) -> PartyDetails:
    description = desk.read("respondent", lambda: read_line(party.description, longest=LONGEST_DESCRIPTION))
    return replace(party, description=description, person=_person(party.person, area, desk))


def _person(said: PersonDetails | None, area: str, desk: _Desk) -> PersonDetails | None:
    if said is None:
        return None
    phone, number = clean_line(said.phone), clean_line(said.citizen_number)
    return PersonDetails(
        name=desk.read("name", lambda: read_name(said.name, longest=LONGEST_NAME)),
        phone=desk.read("phone", lambda: normalise_phone(phone, area=area)) if phone else "",
        citizen_number=desk.read("citizen_number", lambda: normalise_citizen_number(number))
        if number
        else "",
        address=desk.read("address", lambda: read_line(said.address, longest=LONGEST_ADDRESS)),
    )


def _chosen_wrongly(report: Report, part: MattersPart) -> Mapping[str, str]:
    errors: dict[str, str] = {}
    rules = part.kind(report.kind)
    if rules is None or not rules.is_reported:
        return {"kind": _("Please choose one of the options.")}
    if report.category and report.category not in part.category_codes(report.kind):
        errors["category"] = _("Please choose one of the options.")
    channel = part.channel(report.channel)
    if channel is None:
        errors["channel"] = _("Please choose one of the options.")
    has_contact = any(party.person and party.person.phone for party in report.parties)
    if rules.contact == "required" and not has_contact and channel and channel.is_residents:
        errors["phone"] = _("Please leave a phone number, so that somebody can reach you.")
    return errors


def title_of(text: str) -> str:
    """Return the first clause of a text that says something, as the title of a list's row."""
    clauses = (clause.strip() for clause in _CLAUSE.findall(text))
    first = clean_line(next(filter(says_something, clauses), text))
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1].rstrip("\u200d ") + "…"
