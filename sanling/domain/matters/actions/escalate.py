"""Escalate: carry the matter one level up (四级书记代办)."""

from django.utils.translation import gettext as _

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.movement import hold, unit_to_climb_to


def escalate(act: Acting) -> None:
    """Let the unit above hold it; raises `Invalid` at the top."""
    above = unit_to_climb_to(act.matter)
    if above is None:
        raise Invalid({"": _("There is no level above this one.")})
    act.params.update(unit=above.pk, from_unit=act.matter.unit_id)
    hold(act, above)
