"""Ask a side: whom a dispute is with is named by whoever has it, and asked to take part."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.identity import PersonDetails, identity_columns
from sanling.domain.matters.models import Matter, Party
from sanling.domain.mediation.access import lock_kept
from sanling.domain.mediation.models import Member, Side
from sanling.domain.mediation.recounting import recount
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record
from sanling.foundation.privacy.phone import is_mobile

# Respondents of one dispute, at most.
MOST = 20


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Whom a dispute is with: the name, the phone, and in the mediator's words what it is about.

    A minor has a guardian, who is asked instead (未成年人保护法; 民法典 34).
    """

    name: str
    phone: str = ""
    summary: str
    is_minor: bool = False
    guardian: str = ""
    guardian_phone: str = ""


def ask_side(*, actor: Actor, matter_id: int, asked: Asked) -> Side:
    """Add a side to a dispute; how it gets its link is another act. Whoever brought the dispute is the first side.

    Raises `Invalid` by field, `NotFound`, `NotAllowed`.
    """
    with transaction.atomic():
        matter = lock_kept(actor, matter_id)
        _check(asked)
        last = _lay_out(matter)
        if last >= MOST:
            raise Invalid({"name": _("A dispute has at most %(most)d sides.") % {"most": MOST}})
        side = Side.objects.create(
            matter=matter,
            nth=last + 1,
            role=Side.Role.RESPONDENT,
            is_minor=asked.is_minor,
            summary=asked.summary,
            asked_by_id=actor.post_id if isinstance(actor, Viewer) else None,
            asked_at=clock.now(),
        )
        _join(side, Member.Capacity.SELF, asked.name, "" if asked.is_minor else asked.phone)
        if asked.is_minor:
            _join(side, Member.Capacity.GUARDIAN, asked.guardian, asked.guardian_phone)
        record(
            actor=actor,
            act="mediation.ask_side",
            subject=f"matter:{matter.pk}",
            city=matter.city,
            detail={"side": side.pk, "minor": asked.is_minor},
        )
        recount(matter.pk)
    return side


def _check(asked: Asked) -> None:
    errors = {}
    if not asked.name:
        errors["name"] = _("Please fill this in.")
    if not asked.summary:
        errors["summary"] = _("Please fill this in.")
    if asked.is_minor and not asked.guardian:
        errors["guardian"] = _("A minor takes part with a guardian: please name one.")
    for name, phone in (("phone", asked.phone), ("guardian_phone", asked.guardian_phone)):
        if phone and not is_mobile(phone):
            errors[name] = _("Please give a mobile number, or leave it out and print an invitation.")
    if errors:
        raise Invalid(errors)


def _join(side: Side, capacity: str, name: str, phone: str) -> None:
    """Let a person stand on the side: as respondent, in whose name a phone opens nothing (`matters.holders`)."""
    party = Party.objects.create(
        matter=side.matter,
        role=Party.Role.RESPONDENT,
        **identity_columns(PersonDetails(name=name, phone=phone)),
    )
    Member.objects.create(side=side, party=party, capacity=capacity)


def _lay_out(matter: Matter) -> int:
    """Make sides of whoever brought a dispute, where there are none yet; return how many sides there are."""
    known = Side.objects.filter(matter=matter).count()
    if known:
        return known
    brought = list(Party.objects.filter(matter=matter, role=Party.Role.APPLICANT).order_by("pk"))
    for nth, party in enumerate(brought, 1):
        side = Side.objects.create(
            matter=matter,
            nth=nth,
            role=Side.Role.APPLICANT,
            answer=Side.Answer.CONSENTS,
            answered_at=matter.registered_at,
        )
        Member.objects.create(side=side, party=party, capacity=Member.Capacity.SELF)
    return len(brought)
