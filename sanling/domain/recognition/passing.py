"""Handing on: at each state a recognition lies with the unit that the city's profile names for it."""

from sanling.domain.recognition.comparing import compare
from sanling.domain.recognition.situations import recognition_of, recognition_part, unit_at
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class Passes(Verb):
    """Hands it to the desk of the state that it comes to, and compares it where that is the state for it."""

    tells = Tells("matter.moved_here", "owners")

    def apply(self, act: Act) -> None:
        """Hand it on."""
        pass_on(act)


def pass_on(act: Act) -> None:
    """Hand a recognition to the desk of the state that an act leads to; where there is none it stays."""
    to = act.action.to or ""
    part = recognition_part(recognition_of(act.situation).subject.division_id)
    desk = part.desks.get(to)
    unit = unit_at(act.situation, desk) if desk else None
    if unit is not None and unit.pk != act.holder:
        act.params.update(unit=unit.pk, from_unit=act.holder)
        act.hold(unit)
    if to == part.compares:
        compare(act)
