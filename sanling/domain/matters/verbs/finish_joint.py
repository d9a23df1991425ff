"""Finish joint: a department that was called reports that its part is done."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class FinishJoint(Verb):
    """Ends the acting unit's part, and its clocks."""

    code = "finish_joint"

    def apply(self, act: Act) -> None:
        """End it."""
        act.finish_part()
