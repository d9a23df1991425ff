"""Who sees and does what of hand-overs: whoever has charge of the dispute, and the office at the other end its own.

Whoever stands above sees its matter by place, as any: that something went to which office, how far that is, and whether
it is late; never why, by which signs, of which dispute. No side is told before the office that has it lets it be told.
The office sees its hand-over and what went along, never the dispute behind it.
"""

from datetime import datetime

from django.db.models import QuerySet

from sanling.domain.matters.access import LinkActor, visible_matters
from sanling.domain.matters.errors import NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.access import SideActor, lock_matter, may_follow_up
from sanling.domain.mediation.handing import partner_name
from sanling.domain.mediation.models import Handover
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor


def _rows() -> QuerySet[Handover]:
    return Handover.objects.select_related("matter", "dispute__unit", "from_unit", "to_unit")


def handovers_of(viewer: Viewer, dispute: Matter) -> QuerySet[Handover]:
    """Return the hand-overs of a dispute, in their order, to who has or had charge of it."""
    found = _rows().filter(dispute=dispute.pk).order_by("pk")
    return found if may_follow_up(viewer, dispute) else found.none()


def handover_for(viewer: Viewer, matter: Matter) -> Handover | None:
    """Return the hand-over beside a matter, for who reads what went along."""
    found = _rows().filter(matter=matter.pk).first()
    return found if found is not None and reads_handover(viewer, found) else None


def paper_of(viewer: Viewer, number: str) -> Handover | None:
    """Return the hand-over of a number whose paper a viewer reads."""
    found = _rows().filter(matter__number=number)
    return next((row for row in found if reads_handover(viewer, row)), None)


def opened_by(viewer: Viewer, dispute: Matter) -> frozenset[int]:
    """Return which matters of the hand-overs of a dispute a viewer opens; whoever took it on later reads the list."""
    going = handovers_of(viewer, dispute).values("matter")
    return frozenset(visible_matters(viewer, few=True).filter(pk__in=going).values_list("pk", flat=True))


def has_charge(viewer: Viewer, handover: Handover) -> bool:
    """Tell whether a viewer has or had charge of the dispute behind a hand-over, and sees it."""
    dispute = visible_matters(viewer, few=True).filter(pk=handover.dispute_id).select_related("unit").first()
    return dispute is not None and may_follow_up(viewer, dispute)


def reads_handover(viewer: Viewer, handover: Handover) -> bool:
    """Tell whether a viewer reads what went along: who has it at the office at the other end, or has charge here."""
    partner = handover.partner_unit
    if partner is not None and viewer.own.unit_id == partner.pk:
        return visible_matters(viewer, few=True).filter(pk=handover.matter_id).exists()
    return has_charge(viewer, handover)


def told_to_side(actor: SideActor | LinkActor) -> list[tuple[str, datetime, str]]:
    """Return to which offices a side's dispute went, when, and how that stands, of those that the sides may know of.

    Whoever brought it is a side, too.
    """
    found = _rows().filter(dispute=actor.matter_id, way=Handover.Way.OUT, tell_from__lte=clock.now())
    return [
        (
            partner_name(row),
            row.matter.registered_at,
            str(definition_of(row.matter.definition_id).state(row.matter.state).public),
        )
        for row in found.order_by("pk")
    ]


def lock_handed(actor: Actor, dispute_id: int) -> Matter:
    """Lock a dispute that is to be handed over, open or ended; raises `NotFound` for who has no charge of it."""
    dispute = lock_matter(actor, dispute_id)
    if not may_follow_up(actor, dispute):
        raise NotFound("not theirs to hand over")
    return dispute
