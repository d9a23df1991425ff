"""Escalate: carry the matter one level up (四级书记代办)."""

from django.utils.translation import gettext

from sanling.domain.matters.errors import Invalid
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class Escalate(Verb):
    """Lets the unit above hold it."""

    code = "escalate"
    tells = Tells("matter.moved_here", "owners")

    def apply(self, act: Act) -> None:
        """Hand it up; raises `Invalid` at the top."""
        above = act.situation.unit_above()
        if above is None:
            raise Invalid({"": gettext("There is no level above this one.")})
        act.params.update(unit=above.id, from_unit=act.holder)
        act.hold(above)
