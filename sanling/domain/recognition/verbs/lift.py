"""Lift: the cause of a warning is gone."""

from sanling.domain.recognition.renaming import rename
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class Lift(Verb):
    """Nothing changes but the state, and the title: it says no colour that is over."""

    code = "lift"
    computed = True
    asks = {"standing": "standing"}
    tells = Tells("recognition.lifted", "assignee or owners")

    def apply(self, act: Act) -> None:
        """Take the colour out of its title."""
        rename(act)
