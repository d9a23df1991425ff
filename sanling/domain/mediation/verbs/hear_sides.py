"""Hear sides: the court writes down who was present when it looked at the agreement (民诉法解释 356)."""

from sanling.domain.mediation.confirming import acting, confirmation_at
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb

BOTH = "both"


class HearSides(Verb):
    """Nothing is confirmed before both were present together."""

    code = "hear_sides"
    asks = {"present": "choice"}
    options = {"present": frozenset({BOTH, "one_away", "both_away"})}

    def apply(self, act: Act) -> None:
        """Keep that both were."""
        if act.fields["present"] == BOTH:
            acting(act).change.set(confirmation_at(act.situation), heard_at=act.now)
