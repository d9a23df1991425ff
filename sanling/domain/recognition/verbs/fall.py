"""Fall: the subject of a warning has a better colour, which warns still."""

from sanling.domain.recognition.renaming import rename
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class Fall(Verb):
    """Nothing changes but its title, and what the entry says."""

    code = "fall"
    computed = True
    asks = {"standing": "standing"}
    tells = Tells("recognition.fallen", "assignee or owners")

    def apply(self, act: Act) -> None:
        """Put it under its new colour."""
        rename(act)
