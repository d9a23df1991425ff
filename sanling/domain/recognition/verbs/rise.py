"""Rise: the subject of a warning has a worse colour."""

from sanling.domain.recognition.renaming import rename
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class Rise(Verb):
    """Undoes that it was worked off, where the definition leads back to work."""

    code = "rise"
    computed = True
    needless = True
    asks = {"standing": "standing"}
    tells = Tells("recognition.risen", "assignee or owners")

    def apply(self, act: Act) -> None:
        """Take it up again, under its new colour."""
        if act.action.to is not None:
            act.matter.resolved_at = None
        rename(act)
