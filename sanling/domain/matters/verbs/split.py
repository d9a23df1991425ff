"""Split: what was merged into another matter is worked on by itself again."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class Split(Verb):
    """Unties it from the one that it followed; its clocks count on from what was left, save those the law runs on."""

    code = "split"
    at_an_end = True
    follows = True
    needless = True
    tells = Tells("matter.split", "owners")

    def apply(self, act: Act) -> None:
        """Take it up by itself; raises `Invalid` for one that follows none."""
        act.untie()
        act.matter.resolved_at = None
        counted = {rule.code for rule in act.definition.all_clocks if rule.counts_merged}
        held = [clock for clock in act.situation.running() if clock.paused_at is not None]
        act.count_on(held, counted=counted)
