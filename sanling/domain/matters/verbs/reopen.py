"""Reopen: the party says that it isn't settled after all."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class Reopen(Verb):
    """Undoes the resolution; the state after decides who has it now."""

    code = "reopen"
    at_an_end = True
    needless = True
    tells = Tells("matter.reopened", "owners")

    def apply(self, act: Act) -> None:
        """Take it up again."""
        act.matter.resolved_at = None
