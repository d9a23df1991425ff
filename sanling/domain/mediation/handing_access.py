"""Who sees and does what of hand-overs: whoever has charge of the dispute, and the office at the other end its own.

Nobody else who sees the dispute is told, be it from above, and no side before the office that has it lets it be told.
The office sees its hand-over and what went along, never the dispute behind it.
"""

from django.db.models import QuerySet

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.errors import NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import lock_matter, may_follow_up
from sanling.domain.mediation.models import Handover
from sanling.domain.people.access import Viewer


def _rows() -> QuerySet[Handover]:
    return Handover.objects.select_related("matter", "dispute__unit", "from_unit", "to_unit")


def handovers_of(viewer: Viewer, dispute: Matter) -> QuerySet[Handover]:
    """Return the hand-overs of a dispute, in their order, to who has or had charge of it."""
    found = _rows().filter(dispute=dispute.pk).order_by("pk")
    return found if may_follow_up(viewer, dispute) else found.none()


def handover_for(viewer: Viewer, matter: Matter) -> Handover | None:
    """Return the hand-over beside a matter that a viewer sees."""
    seen = visible_matters(viewer, few=True).filter(pk=matter.pk).values("pk")
    return _rows().filter(matter__in=seen).first()


def has_charge(viewer: Viewer, handover: Handover) -> bool:
    """Tell whether a viewer has or had charge of the dispute behind a hand-over, and sees it."""
    dispute = visible_matters(viewer, few=True).filter(pk=handover.dispute_id).select_related("unit").first()
    return dispute is not None and may_follow_up(viewer, dispute)


def reads_handover(viewer: Viewer, handover: Handover) -> bool:
    """Tell whether a viewer reads what went along: who works at the office at the other end, or has charge here."""
    partner = handover.partner_unit
    return (partner is not None and viewer.own.unit_id == partner.pk) or has_charge(viewer, handover)


def lock_handed(actor: Viewer, dispute_id: int) -> Matter:
    """Lock a dispute that is to be handed over, open or ended; raises `NotFound` for who has no charge of it."""
    dispute = lock_matter(actor, dispute_id)
    if not may_follow_up(actor, dispute):
        raise NotFound("not theirs to hand over")
    return dispute
