"""Register: a report becomes a matter, with its number, its parties and its first clock."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters import timing
from sanling.domain.matters.config import KindRules, MattersPart
from sanling.domain.matters.entries import Enclosure, write_entry
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.fields import clean_text
from sanling.domain.matters.identity import PersonDetails, identity_columns
from sanling.domain.matters.intake import intake_unit
from sanling.domain.matters.models import Entry, Matter, Participation, Party, Stage
from sanling.domain.matters.numbering import next_number
from sanling.domain.matters.registering import registrar
from sanling.domain.matters.searching import search_tokens
from sanling.domain.people.access import Viewer
from sanling.domain.territory import queries
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.queries import current, definition_of
from sanling.domain.workflow.schema import Definition as Workflow
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.calendar import CHINA
from sanling.foundation.database.prepared import insert, update
from sanling.foundation.privacy.tokens import digest, new_token
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for

TITLE_LENGTH = 40


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


@dataclass(frozen=True, kw_only=True)
class Report:
    """What was brought. ``division`` is the deepest path known; ``scanned_code`` is kept even when unknown."""

    kind: str
    text: str
    division: str
    channel: str
    category: str = ""
    title: str = ""
    place: str = ""
    lon: float | None = None
    lat: float | None = None
    scanned_code: str = ""
    scale: int = 1
    headcount: int = 1
    concealed: bool = False
    parties: Sequence[PartyDetails] = field(default_factory=tuple)
    enclosures: Sequence[Enclosure] = field(default_factory=tuple)


@dataclass(frozen=True)
class Registered:
    """The new matter, and the secret of its link, which is kept nowhere else.

    It is the resident's own where a resident registered. Staff are told one that shows how far the matter is, no more.
    """

    matter: Matter
    token: str


def register(*, actor: Actor, report: Report, shown: bool = False) -> Registered:
    """Register a report at the governance centre that takes in for its place.

    ``shown`` says that staff see the answer though a resident's door is used. Raises `Invalid` with a message beside
    each wrong field. Call it within the idempotency key of the request.
    """
    with transaction.atomic():
        division = queries.current(report.division)
        if division is None:
            raise Invalid({"division": _("There is no such place in this city.")})
        profile = profile_for(division.pk[: Level.CITY])
        rules, errors = _check(report, profile.part("matters"))
        if errors or rules is None:
            raise Invalid(errors)
        matter = _create(actor, report, profile, rules)
        token = _give_link(matter, shown=shown or isinstance(actor, Viewer))
        insert(matter)
        _add_parties(matter, report)
        _begin(actor, matter, report)
        return Registered(matter=matter, token=token)


def _check(report: Report, part: MattersPart) -> tuple[KindRules | None, dict[str, str]]:
    errors: dict[str, str] = {}
    rules = part.kind(report.kind)
    if rules is None:
        return None, {"kind": _("Please choose one of the options.")}
    try:
        clean_text(report.text, longest=part.longest_text)
    except ValueError as error:
        errors["text"] = str(error)
    if report.category and report.category not in part.category_codes(report.kind):
        errors["category"] = _("Please choose one of the options.")
    if report.channel not in part.channel_codes():
        errors["channel"] = _("Please choose one of the options.")
    if (report.lon is None) != (report.lat is None):
        errors["place"] = _("The point on the map is incomplete.")
    elif not (-180 <= (report.lon or 0) <= 180 and -90 <= (report.lat or 0) <= 90):
        errors["place"] = _("The point on the map is not on earth.")
    has_contact = any(party.person and party.person.phone for party in report.parties)
    if rules.contact == "required" and not has_contact and report.channel == "scan":
        errors["phone"] = _("Please leave a phone number, so that somebody can reach you.")
    return rules, errors


def _create(actor: Actor, report: Report, profile: Profile, rules: KindRules) -> Matter:
    now = clock.now()
    definition = current(city=profile.city, code=rules.workflow)
    part: MattersPart = profile.part("matters")
    text = clean_text(report.text, longest=part.longest_text)
    matter = Matter(
        number=next_number(city=profile.city, letters=profile.letters, day=now.astimezone(CHINA).date()),
        division_id=report.division,
        definition=definition,
        kind=rules.code,
        category=report.category or part.default_category(rules.code),
        category_version=part.category_set(rules.code).version,
        state=definition_of(definition.pk).initial,
        title=report.title.strip()[:80] or title_of(text),
        text=text,
        place=report.place.strip()[:200],
        lon=report.lon,
        lat=report.lat,
        channel=report.channel,
        scanned_code=report.scanned_code[:64],
        scale=report.scale,
        headcount=report.headcount,
        confidentiality=rules.confidentiality,
        concealed=report.concealed,
        unit=intake_unit(report.division, barred=_accused(report)),
        registered_by_id=_registrar(actor, definition_of(definition.pk), report.division),
        registered_at=now,
    )
    matter.search = search_tokens(matter)
    return matter


def _give_link(matter: Matter, *, shown: bool) -> str:
    """Give a matter the link of whoever registers it; where that is staff, the resident's own is nobody's yet."""
    token = new_token()
    matter.link_digest = digest(new_token() if shown else token)
    matter.shown_digest = digest(token) if shown else None
    return token


def _registrar(actor: Actor, definition: Workflow, path: str) -> int | None:
    """Return the post that registers: who stands in for another does it as that one, and sees no more of it after."""
    if not isinstance(actor, Viewer):
        return None
    reach = registrar(actor, definition, path)
    if reach is None:
        raise Invalid({"division": _("This place is outside your jurisdiction.")})
    return reach.post_id


def _accused(report: Report) -> set[int | None]:
    if not report.concealed:
        return set()
    return {party.unit_id for party in report.parties if party.role == Party.Role.RESPONDENT}


def title_of(text: str) -> str:
    """Return the first clause of a text, as the title of a list's row."""
    first = text.split("\n", 1)[0]
    for stop in "。！？；!?;":
        first = first.split(stop, 1)[0]
    return first if len(first) <= TITLE_LENGTH else first[: TITLE_LENGTH - 1] + "…"


def _add_parties(matter: Matter, report: Report) -> None:
    insert(
        *(
            Party(
                matter=matter,
                unit_id=party.unit_id,
                description=party.description[:80],
                role=party.role,
                headcount=party.headcount,
                closed_session=party.closed_session,
                no_publication=party.no_publication,
                **identity_columns(party.person),
            )
            for party in report.parties
        )
    )


def _begin(actor: Actor, matter: Matter, report: Report) -> None:
    definition = definition_of(matter.definition_id)
    now = matter.registered_at
    stage = Stage(matter=matter, state=matter.state, unit_id=matter.unit_id, begun_at=now)
    insert(Participation(matter=matter, unit_id=matter.unit_id, registered_at=now), stage)
    timing.start(definition.state(matter.state).clocks, matter=matter, now=now, stage=stage)
    timing.start(definition.starting(definition.register().code), matter=matter, now=now)
    timing.refresh(matter)
    update(matter, "due_at", "warn_at")
    write_entry(
        matter=matter,
        actor=actor,
        at=now,
        code=definition.register().code,
        audience=Entry.Audience.PARTY,
        params={"channel": report.channel, "unit": matter.unit_id},
        from_state="",
        enclosures=report.enclosures,
    )
