"""Keep up: what was worked off is not enough."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class KeepUp(Verb):
    """Undoes that it was worked off."""

    code = "keep_up"
    needless = True
    tells = Tells("recognition.kept_up", "owners")

    def apply(self, act: Act) -> None:
        """Take it up again."""
        act.matter.resolved_at = None
