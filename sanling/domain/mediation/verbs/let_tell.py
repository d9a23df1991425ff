"""Let tell: the office that has a hand-over says that the sides may know of it."""

from sanling.domain.mediation.confirming import acting
from sanling.domain.mediation.handing import handover_at
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class LetTell(Verb):
    """From then on; also where it is over."""

    code = "let_tell"
    at_an_end = True
    needless = True

    def apply(self, act: Act) -> None:
        """Keep from when on, once."""
        handover = handover_at(act.situation)
        if handover.tell_from is None:
            acting(act).change.set(handover, tell_from=act.now)
