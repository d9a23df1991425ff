"""Return: whoever is charged hands back to the unit, a unit to the one it came from."""

from django.utils.translation import gettext as _

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.movement import hold, previous_unit, release


def send_back(act: Acting) -> None:
    """Release the post if one is charged, else let the unit before hold it; raises `Invalid` if there was none."""
    if act.matter.assignee_id is not None:
        act.params["post"] = act.matter.assignee_id
        release(act)
        return
    before = previous_unit(act)
    if before is None:
        raise Invalid({"": _("This matter came from no other unit.")})
    act.params.update(unit=before.pk, from_unit=act.matter.unit_id)
    hold(act, before)
