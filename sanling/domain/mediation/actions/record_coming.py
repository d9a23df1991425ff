"""Record coming: a dispute came from another office, which gets its receipt and learns what becomes of it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.matters.actions.open_matters import Opening, open_matters
from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.actions.hand_over import LONGEST_OFFICE, SENDS
from sanling.domain.mediation.handing import handovers_part, unit_for
from sanling.domain.mediation.handing_access import lock_handed
from sanling.domain.mediation.handovers_config import Partner
from sanling.domain.mediation.hearing import ACTOR, act
from sanling.domain.mediation.keeping_up import keep_up
from sanling.domain.mediation.models import Handover
from sanling.domain.people.models import Unit
from sanling.foundation.audit.actor import Actor
from sanling.foundation.audit.record import record

LONGEST_REFERENCE = 60


@dataclass(frozen=True, kw_only=True)
class Came:
    """From whom, under which number there; the ``office`` where it is no unit here."""

    partner: str
    reference: str = ""
    office: str = ""
    # The unit, where it registered the dispute itself.
    unit: Unit | None = None


def record_coming(*, actor: Actor, dispute_id: int, came: Came) -> Handover:
    """Keep from which office a dispute came, once; what becomes of the dispute is told there by itself from then on.

    Raises `Invalid` by field, `NotFound` for who has no charge of the dispute, `NotAllowed` where it is known already.
    """
    with transaction.atomic():
        dispute = lock_handed(actor, dispute_id)
        partner = _checked(dispute.city, came)
        if Handover.objects.filter(dispute=dispute, way=Handover.Way.IN).exists():
            reason = _("Where this dispute came from is known already.")
            raise NotAllowed(action="record_coming", reason=reason, allowed=())
        unit = came.unit or unit_for(partner, dispute.division_id)
        # By the system: who writes it down hands nothing over.
        (matter,) = open_matters(actor=ACTOR, openings=[_opening(dispute, partner, unit, came)])
        act(matter, SENDS, {})
        handover = Handover.objects.select_related("matter", "dispute", "from_unit", "to_unit").get(
            matter=matter.pk
        )
        record(
            actor=actor,
            act="mediation.record_coming",
            subject=f"matter:{dispute.pk}",
            city=dispute.city,
            detail={"handover": handover.pk, "partner": partner.code},
        )
        keep_up(handover)
    return handover


def _checked(city: str, came: Came) -> Partner:
    partner = handovers_part(city).partner(came.partner)
    errors = {} if partner else {"partner": _("Please choose one of the options.")}
    told = _("At most %(limit_value)d characters; these are %(show_value)d.")
    for field, words, most in (
        ("office", came.office, LONGEST_OFFICE),
        ("reference", came.reference, LONGEST_REFERENCE),
    ):
        if len(words) > most:
            errors[field] = told % {"limit_value": most, "show_value": len(words)}
    if errors or partner is None:
        raise Invalid(errors)
    return partner


def _opening(dispute: Matter, partner: Partner, unit: Unit | None, came: Came) -> Opening:
    # It begins at the office that hands it over, which keeps sight of it.
    sender = unit if unit is not None and unit.pk != dispute.unit_id else None

    def beside(matter: Matter) -> list[Handover]:
        row = Handover(
            matter=matter,
            dispute=dispute,
            way=Handover.Way.IN,
            partner=partner.code,
            from_unit=sender,
            to_unit_id=dispute.unit_id,
            office=(came.office or str(partner.name)) if sender is None else "",
            reference=came.reference,
            tell_from=dispute.registered_at,
        )
        return [row]

    return Opening(
        kind=handovers_part(dispute.city).comes_as,
        division=dispute.division_id,
        title=_("Handed over by %(office)s") % {"office": partner.name},
        holder=sender.pk if sender else dispute.unit_id,
        beside=beside,
        confidentiality=dispute.confidentiality,
        concealed=dispute.concealed,
    )
