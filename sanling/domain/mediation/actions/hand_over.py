"""Hand over: a dispute, or signs of a crime in it, goes to another office, which gives a receipt."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.actions.open_matters import Opening, open_matters
from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.matters.models import Matter, Party
from sanling.domain.mediation.handing import contents_of, handovers_part, unit_for
from sanling.domain.mediation.handing_access import lock_handed
from sanling.domain.mediation.handovers_config import Partner
from sanling.domain.mediation.hearing import act
from sanling.domain.mediation.models import Handover
from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Unit
from sanling.foundation import clock
from sanling.foundation.audit.record import record

LONGEST = 1000
LONGEST_OFFICE = 80
SENDS = "hand_out"


@dataclass(frozen=True, kw_only=True)
class Handed:
    """To whom and why; ``signs`` by their codes where it is for the police, the ``office`` where it is no unit here."""

    partner: str
    reason: str
    signs: Sequence[str] = ()
    office: str = ""


def hand_over(*, actor: Viewer, dispute_id: int, handed: Handed) -> Handover:
    """Hand a dispute over, in one go: its matter is opened and goes to the partner's unit here, or a letter is due.

    Signs of a crime or a case go to the police at once (人民调解法 25), however far the dispute
    is. Raises `Invalid` by field, `NotFound` for whom it isn't to hand over, `NotAllowed` for a partner that may not be
    told of a dispute so confidential, and beside another hand-over to it that isn't over.
    """
    with transaction.atomic():
        dispute = lock_handed(actor, dispute_id)
        partner = _checked(dispute.city, handed)
        if dispute.confidentiality > partner.clearance:
            reason = _("%(office)s may not be told of a dispute that is so confidential.")
            raise NotAllowed(action="hand_over", reason=reason % {"office": partner.name}, allowed=())
        unit = unit_for(partner, dispute.division_id)
        if unit is not None and unit.pk == actor.own.unit_id:
            reason = _("This is your own unit.")
            raise NotAllowed(action="hand_over", reason=reason, allowed=())
        _refuse_again(dispute, partner)
        (matter,) = open_matters(actor=actor, openings=[_opening(dispute, actor, partner, unit, handed)])
        if not act(matter, SENDS, {}):
            raise NotAllowed(action="hand_over", reason=_("This can't be handed over now."), allowed=())
        handover = Handover.objects.select_related("matter", "from_unit", "to_unit").get(matter=matter.pk)
        record(
            actor=actor,
            act="mediation.hand_over",
            subject=f"matter:{dispute.pk}",
            city=dispute.city,
            detail={"handover": handover.pk, "partner": partner.code, "signs": list(handed.signs)},
        )
    return handover


def _checked(city: str, handed: Handed) -> Partner:
    part = handovers_part(city)
    partner = part.partner(handed.partner)
    if partner is None:
        raise Invalid({"partner": _("Please choose one of the options.")})
    errors = {}
    if partner.takes_signs and not handed.signs:
        errors["signs"] = _("Please choose from the options.")
    if any(part.sign(code) is None for code in handed.signs) or (handed.signs and not partner.takes_signs):
        errors["signs"] = _("Please choose from the options.")
    told = _("At most %(limit_value)d characters; these are %(show_value)d.")
    if not handed.reason:
        errors["reason"] = _("Please fill this in.")
    for field, words, most in (("reason", handed.reason, LONGEST), ("office", handed.office, LONGEST_OFFICE)):
        if len(words) > most:
            errors[field] = told % {"limit_value": most, "show_value": len(words)}
    if errors:
        raise Invalid(errors)
    return partner


def _refuse_again(dispute: Matter, partner: Partner) -> None:
    going = Handover.objects.filter(
        dispute=dispute, partner=partner.code, way=Handover.Way.OUT, matter__open=True
    )
    known = going.values_list("matter__number", flat=True).first()
    if known:
        reason = _("It has been handed over already: %(number)s.") % {"number": known}
        raise NotAllowed(action="hand_over", reason=reason, allowed=())


def _opening(dispute: Matter, actor: Viewer, partner: Partner, unit: Unit | None, handed: Handed) -> Opening:
    def beside(matter: Matter) -> list[Handover]:
        row = Handover(
            matter=matter,
            dispute=dispute,
            way=Handover.Way.OUT,
            partner=partner.code,
            from_unit_id=actor.own.unit_id,
            to_unit=unit,
            office=(handed.office or str(partner.name)) if unit is None else "",
            signs=list(dict.fromkeys(handed.signs)),
            reason=handed.reason,
            content=contents_of(dispute, partner, handed.signs),
            tell_from=clock.now() if partner.told == "at_once" else None,
        )
        return [row]

    about = dispute.parties.filter(role__in=Party.ABOUT, unit__isnull=False)
    return Opening(
        kind=partner.matter,
        division=dispute.division_id,
        # It names nobody.
        title=_("Handed over to %(office)s") % {"office": partner.name},
        holder=actor.own.unit_id,
        units=[(Party.Role(party.role), party.unit_id) for party in about if party.unit_id],
        beside=beside,
        confidentiality=dispute.confidentiality,
        concealed=dispute.concealed,
    )
