"""Dismiss: an objection is not upheld, for reasons in writing; the publication begins anew."""

from sanling.domain.recognition.objecting import answer
from sanling.domain.recognition.passing import Passes
from sanling.domain.workflow.transition import Act


class Dismiss(Passes):
    """Answers who objected."""

    code = "dismiss"

    def apply(self, act: Act) -> None:
        """Answer."""
        answer(act, upheld=False)
        super().apply(act)
