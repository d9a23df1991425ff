"""Extend: ask for more time; nothing moves until somebody entitled decides."""

from django.utils.translation import gettext

from sanling.domain.matters.errors import Invalid
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class Extend(Verb):
    """Keeps the request for the running clock that the action moves."""

    code = "extend"
    needs = ("allowance",)
    asks = {"by": "allowance"}
    moves_clocks = True
    tells = Tells("matter.extension_asked", "doers", "decide_extension")

    def apply(self, act: Act) -> None:
        """Ask; raises `Invalid` when none of the clocks runs."""
        movable = [clock for clock in act.situation.running() if clock.code in act.action.moves]
        if not movable:
            raise Invalid({"": gettext("No deadline that could be extended is running.")})
        act.params.update(extension="asked", clock=max(movable, key=lambda clock: clock.due_at).id)
