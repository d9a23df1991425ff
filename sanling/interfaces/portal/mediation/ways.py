"""What whoever brought a dispute may do besides its acts: choose who mediates it."""

from django.utils.translation import gettext as _

from sanling.domain.mediation.access import is_mediated
from sanling.domain.mediation.choosing import may_choose
from sanling.interfaces.portal.matters.door import Door


def _choose(door: Door) -> tuple[str, str] | None:
    matter = door.matter
    if not (is_mediated(matter) and matter.open and matter.resolved_at is None):
        return None
    if may_choose(matter):
        return _("Choose a mediator"), door.url("mediator")
    return (_("Ask for another mediator"), door.url("mediator")) if matter.assignee_id else None


WAYS = (_choose,)
