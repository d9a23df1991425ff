"""Declare: a subject says of itself that it kept its zeros."""

from sanling.domain.recognition.passing import Passes
from sanling.domain.recognition.situations import recognition_of, stored
from sanling.domain.workflow.transition import Act


class Declare(Passes):
    """Keeps what it says, and hands it to who checks."""

    code = "declare"
    asks = {"statement": "long_text"}

    def apply(self, act: Act) -> None:
        """Keep it."""
        super().apply(act)
        recognition = recognition_of(act.situation)
        stored(act).change.set(recognition, statement=act.fields.get("statement", ""))
