"""Resume: the clocks go on, later by what the pause took."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb, Way


class Resume(Verb):
    """Lets the held clocks count on."""

    code = "resume"
    way = Way.RESUMING

    def apply(self, act: Act) -> None:
        """Let them go."""
        act.count_on([clock for clock in act.situation.running() if clock.paused_at is not None])
