"""Hand-overs of disputes: to which unit one goes, and what of the dispute may be told there."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import override

from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.situation import StoredSituation
from sanling.domain.mediation.agreements import members_by_side, sides_of
from sanling.domain.mediation.handovers_config import Goes, HandoversPart, Partner
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Agreement, Handover, Side
from sanling.domain.mediation.naming import CAPACITIES, side_name
from sanling.domain.mediation.terms import Content
from sanling.domain.people.models import Unit
from sanling.domain.people.queries import posts_of
from sanling.domain.territory.queries import full_name
from sanling.domain.territory.rules import ancestors_of
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.transition import Situation
from sanling.foundation.days import day_of, written
from sanling.foundation.profile.registry import profile_for

MOST_TOLD = 20
# What the police find that ends mediation.
CASES = frozenset({"crime", "public_order"})


@dataclass(frozen=True)
class Told:
    """A heading of what went along, with its lines."""

    heading: str
    lines: Sequence[tuple[str, str]] = ()
    text: str = ""


def handovers_part(city: str) -> HandoversPart:
    """Return what a city's profile says of hand-overs."""
    return part_of(city).handovers


def handover_at(situation: Situation) -> Handover:
    """Return what is kept beside the matter of a situation, read once."""
    stored = cast("StoredSituation", situation)
    key = ("mediation.handover", stored.matter.pk)
    if key not in stored.among.read:
        rows = Handover.objects.select_related("from_unit", "to_unit")
        stored.among.read[key] = rows.get(matter=stored.matter.pk)
    return cast("Handover", stored.among.read[key])


def unit_for(partner: Partner, place: str) -> Unit | None:
    """Return the unit that a partner is here, the nearest to a place; ``None`` where it is no unit here."""
    if not partner.kinds:
        return None
    found = Unit.objects.filter(
        division__in=[place, *ancestors_of(place)], kind__in=partner.kinds, ends_on=None
    )
    if partner.line:
        found = found.filter(lines__contains=[partner.line])
    return max(found.order_by("pk"), key=lambda unit: len(unit.division_id), default=None)


def is_partner(partner: Partner, unit: Unit) -> bool:
    """Tell whether a unit is a partner."""
    return unit.kind in partner.kinds and (not partner.line or partner.line in unit.lines)


def contents_of(dispute: Matter, partner: Partner, signs: Sequence[str]) -> str:
    """Return what a partner may be told of a dispute, in Chinese, as it is kept: what the profile names, no more."""
    with override("zh-hans"):
        told = [part for goes in partner.goes for part in _part(goes, dispute, partner, signs)]
    return json.dumps([asdict(part) for part in told], ensure_ascii=False)


def told_in(handover: Handover) -> list[Told]:
    """Return what went along with a hand-over; nothing once it was forgotten."""
    kept = json.loads(handover.content) if handover.content else []
    return [
        Told(part["heading"], [(said, words) for said, words in part["lines"]], part["text"]) for part in kept
    ]


def told_of(handover: Handover) -> Iterator[tuple[int, str, str]]:
    """Yield whom a receipt comes back to, with the number and page of what they read it by.

    That is, where it went out of a dispute, who handed it over and who has charge of that now; else who works at the
    office that it came from.
    """
    matter, dispute = handover.matter, handover.dispute
    if handover.way == Handover.Way.IN:
        if handover.from_unit is not None:
            for works in posts_of(handover.from_unit)[:MOST_TOLD]:
                yield works.pk, matter.number, f"/desk/matters/{matter.number}/"
        return
    url = f"/desk/matters/{dispute.number}/handovers/"
    for post in dict.fromkeys((matter.registered_by_id, dispute.assignee_id)):
        if post:
            yield post, dispute.number, url


def _part(goes: Goes, dispute: Matter, partner: Partner, signs: Sequence[str]) -> Iterator[Told]:
    match goes:
        case Goes.CASE:
            yield _case(dispute)
        case Goes.ACCOUNT:
            if dispute.text:
                yield Told(_("What was brought"), text=dispute.text)
        case Goes.SIDES:
            yield Told(_("Parties"), list(_parties(dispute, partner)))
        case Goes.SIGNS:
            known = filter(None, (handovers_part(dispute.city).sign(code) for code in signs))
            if lines := [(str(sign.name), sign.source) for sign in known]:
                yield Told(_("Signs of a crime or a case"), lines)
        case Goes.AGREEMENT:
            if lines := _agreed(dispute):
                yield Told(_("Agreement in force"), lines)
        case _:
            # How much of a party is told.
            return


def _case(dispute: Matter) -> Told:
    part: MattersPart = profile_for(dispute.city).part("matters")
    category = part.category(dispute.kind, dispute.category, dispute.category_version)
    return Told(
        _("Dispute"),
        [
            (_("Category"), str(category.name) if category else ""),
            (_("Place"), f"{full_name(dispute.division_id)} {dispute.place}".strip()),
            (_("Registered"), str(day_of(dispute.registered_at))),
        ],
    )


def _agreed(dispute: Matter) -> list[tuple[str, str]]:
    held = Agreement.objects.filter(matter=dispute.pk, effective_at__isnull=False, ended_at=None).order_by(
        "nth"
    )
    return [
        (Content.read(each.content).number, _("In force since %(at)s") % {"at": written(each.effective_at)})
        for each in held
        if each.content and each.effective_at
    ]


def _parties(dispute: Matter, partner: Partner) -> Iterator[tuple[str, str]]:
    """Yield who stands on each side; of whoever informed of something in confidence there is nothing here."""
    members = members_by_side(dispute.pk)
    sides = sides_of(dispute.pk)
    for side in sides:
        for member in members.get(side.pk, ()):
            called = f"{side_name(side)} {CAPACITIES[member.capacity]}"
            yield called, _person(member.party, side if member.capacity == "self" else None, partner)
    if not sides:
        for party in dispute.parties.filter(role=Party.Role.APPLICANT).order_by("pk"):
            yield _("Applicant"), _person(party, None, partner)


def _person(party: Party, side: Side | None, partner: Partner) -> str:
    name = party.name or party.description or (str(party.unit) if party.unit_id else "")
    if side is not None and side.is_minor and Goes.MINORS not in partner.goes:
        return _("a minor, not named")
    said = [name]
    if Goes.NUMBERS in partner.goes:
        said.append(party.citizen_number or "")
    if Goes.CONTACTS in partner.goes:
        said += [party.phone or "", party.address or ""]
    return "，".join(filter(None, said)) or _("not said")


def partner_name(handover: Handover) -> str:
    """Return what the office at the other end is called."""
    unit = handover.partner_unit
    return unit.label if unit else handover.office


def finding_said(handover: Handover) -> str:
    """Return what the office found, in words; "" before it has answered."""
    options = {
        option.code: str(option.name)
        for action in definition_of(handover.matter.definition_id).actions
        for field in action.fields
        if field.code == "finding"
        for option in field.options
    }
    return options.get(handover.finding, "")
