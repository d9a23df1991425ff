"""Ask papers: the court wants more before it goes on, from whoever prepared the application (民诉法解释 354, 356)."""

from sanling.domain.mediation.confirming import confirmation_at
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class AskPapers(Verb):
    """Hands it back to the mediator's unit; the court keeps sight of it."""

    code = "ask_papers"
    asks = {"papers": "long_text"}
    tells = Tells("matter.moved_here", "owners")

    def apply(self, act: Act) -> None:
        """Hand it back."""
        confirmation = confirmation_at(act.situation)
        act.params.update(unit=confirmation.body_unit_id, from_unit=act.holder)
        act.hold(confirmation.body_unit)
