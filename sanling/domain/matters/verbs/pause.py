"""Pause: the clocks stand still while the office can't go on (a hearing, an appraisal)."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb, Way


class Pause(Verb):
    """Holds the running clocks of the matter and its assignments; those of the stage end with it."""

    code = "pause"
    way = Way.PAUSING

    def apply(self, act: Act) -> None:
        """Hold them."""
        act.hold_clocks([clock for clock in act.situation.running() if not clock.of_stage])
