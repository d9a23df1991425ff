"""What whoever brought a dispute may do besides its acts, choose who mediates it; and where it was handed over."""

from django.utils.translation import gettext as _

from sanling.domain.mediation.access import is_mediated
from sanling.domain.mediation.choosing import may_choose
from sanling.domain.mediation.handing_access import told_to_side
from sanling.interfaces.components.nearness import instant
from sanling.interfaces.portal.matters.door import Door, Section


def _choose(door: Door) -> tuple[str, str] | None:
    matter = door.matter
    if not (is_mediated(matter) and matter.open and matter.resolved_at is None):
        return None
    if may_choose(matter):
        return _("Choose a mediator"), door.url("mediator")
    return (_("Ask for another mediator"), door.url("mediator")) if matter.assignee_id else None


def _handed(door: Door) -> Section | None:
    if not is_mediated(door.matter) or not (found := told_to_side(door.actor)):
        return None
    return Section(_("Handed over"), [f"{office} · {instant(at)} · {state}" for office, at, state in found])


WAYS = (_choose,)
SECTIONS = (_handed,)
