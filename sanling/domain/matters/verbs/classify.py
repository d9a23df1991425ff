"""Classify: correct a matter's category or place."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class Classify(Verb):
    """Changes what was given and keeps what it was."""

    code = "classify"
    at_an_end = True
    needs = ("category", "division")

    def apply(self, act: Act) -> None:
        """Correct it."""
        act.classify()
