"""Answer handover: the office says what became of what was handed over, and whether the sides may know."""

from sanling.domain.mediation.confirming import acting
from sanling.domain.mediation.handing import handover_at
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb

NOW = "now"


class AnswerHandover(Verb):
    """Ends it with a coded finding; of what the sides may know already nothing is taken back."""

    code = "answer_handover"
    asks = {"finding": "choice"}

    def apply(self, act: Act) -> None:
        """Keep what was found."""
        handover = handover_at(act.situation)
        tells = act.fields.get("telling") == NOW and handover.tell_from is None
        act.matter.resolved_at = act.now
        acting(act).change.set(
            handover,
            answered_at=act.now,
            finding=act.fields["finding"],
            tell_from=act.now if tells else handover.tell_from,
        )
