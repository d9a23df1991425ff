"""Hand out: what is handed over goes to the unit that takes it; to an office outside it goes on paper."""

from sanling.domain.mediation.handing import handover_at
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class HandOut(Verb):
    """The unit that takes it has it then, and is told by its registration; for one outside the sender keeps it."""

    code = "hand_out"
    computed = True

    def apply(self, act: Act) -> None:
        """Hand it out."""
        unit = handover_at(act.situation).to_unit
        if unit is not None and unit.pk != act.holder:
            act.params.update(unit=unit.pk, from_unit=act.holder)
            act.hold(unit)
