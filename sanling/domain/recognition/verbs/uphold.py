"""Uphold: an objection is upheld, for reasons in writing, and the subject is not recognised."""

from sanling.domain.recognition.entitling import entitle
from sanling.domain.recognition.objecting import answer
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class Uphold(Verb):
    """Answers who objected, and records that the title was not given."""

    code = "uphold"

    def apply(self, act: Act) -> None:
        """Answer, and record it."""
        answer(act, upheld=True)
        entitle(act, granted=False)
