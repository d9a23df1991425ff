"""Withhold: a subject is not recognised for the year, for reasons in writing."""

from sanling.domain.recognition.entitling import entitle
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class Withhold(Verb):
    """Records that the title was not given, and why."""

    code = "withhold"

    def apply(self, act: Act) -> None:
        """Record it."""
        act.finish_parts()
        entitle(act, granted=False)
