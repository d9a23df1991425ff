"""Take up: a recognition that went on or was over is taken up again: a late fact, or the subject asks for a review."""

from sanling.domain.recognition.entitling import end_title
from sanling.domain.recognition.passing import Passes
from sanling.domain.workflow.transition import Act


class TakeUp(Passes):
    """Ends the title that stands, visibly, and hands it to who decides anew."""

    code = "take_up"
    at_an_end = True
    needless = True

    def apply(self, act: Act) -> None:
        """Take it up."""
        end_title(act)
        super().apply(act)
