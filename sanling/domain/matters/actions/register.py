"""Register: a report becomes a matter, with its number, its parties and its first clock."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.beginning import begin
from sanling.domain.matters.changes import write
from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.identity import identity_columns
from sanling.domain.matters.intake import intake_unit
from sanling.domain.matters.models import Entry, Matter, Party
from sanling.domain.matters.numbering import next_number
from sanling.domain.matters.registering import registrar_or_refuse
from sanling.domain.matters.reports import PartyDetails, Report, cleaned
from sanling.domain.matters.searching import search_tokens
from sanling.domain.people.access import Viewer
from sanling.domain.territory import queries
from sanling.domain.territory.rules import Level
from sanling.domain.workflow.queries import current, definition_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.calendar import CHINA
from sanling.foundation.privacy.tokens import digest, new_token
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import profile_for

__all__ = ["PartyDetails", "Registered", "Report", "register"]


@dataclass(frozen=True)
class Registered:
    """The new matter, and the secret of its link, which is kept nowhere else.

    It is the resident's own where a resident registered. Staff are told one that shows how far the matter is, no more,
    and none, an empty secret, where it is a concealed report against a unit of theirs.
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
        report = cleaned(report, profile)
        matter = _create(actor, report, profile)
        token = _give_link(matter, shown=shown or isinstance(actor, Viewer))
        if isinstance(actor, Viewer) and not actor.partial_units.isdisjoint(_accused(report)):
            # It would tell the accused who looks into it, and how far they are.
            matter.shown_digest, token = None, ""
        begun = begin(
            matter,
            actor=actor,
            parties=_parties(matter, report),
            audience=Entry.Audience.PARTY,
            params={"channel": report.channel},
            enclosures=report.enclosures,
        )
        write([begun])
        return Registered(matter=matter, token=token)


def _create(actor: Actor, report: Report, profile: Profile) -> Matter:
    now = clock.now()
    part: MattersPart = profile.part("matters")
    rules = part.rules(report.kind)
    definition = current(city=profile.city, code=rules.workflow)
    matter = Matter(
        number=next_number(city=profile.city, letters=profile.letters, day=now.astimezone(CHINA).date()),
        division_id=report.division,
        definition=definition,
        kind=rules.code,
        category=report.category or part.default_category(rules.code),
        category_version=part.category_version(rules.code),
        state=definition_of(definition.pk).initial,
        title=report.title,
        text=report.text,
        place=report.place,
        lon=report.lon,
        lat=report.lat,
        channel=report.channel,
        scanned_code=report.scanned_code,
        scale=report.scale,
        headcount=report.headcount,
        confidentiality=rules.confidentiality,
        concealed=report.concealed,
        unit=intake_unit(report.division, barred=_accused(report)),
        registered_by_id=registrar_or_refuse(actor, definition_of(definition.pk), report.division),
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


def _accused(report: Report) -> set[int | None]:
    if not report.concealed:
        return set()
    return {party.unit_id for party in report.parties if party.role in Party.ABOUT}


def _parties(matter: Matter, report: Report) -> list[Party]:
    return [
        Party(
            matter=matter,
            unit_id=party.unit_id,
            description=party.description,
            role=party.role,
            headcount=party.headcount,
            closed_session=party.closed_session,
            no_publication=party.no_publication,
            agreed_to_messages_at=matter.registered_at if party.messages else None,
            **identity_columns(party.person),
        )
        for party in report.parties
    ]
