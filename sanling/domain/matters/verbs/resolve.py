"""Resolve: the matter is done with, this way or that, and evidence shows it."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class Resolve(Verb):
    """Notes the instant from which reopening is counted; what departments were called in for ends too.

    Whoever settles what they have not signed for signs for it by that.
    """

    code = "resolve"

    def apply(self, act: Act) -> None:
        """Settle it."""
        act.matter.resolved_at = act.now
        act.sign()
        act.finish_parts()
