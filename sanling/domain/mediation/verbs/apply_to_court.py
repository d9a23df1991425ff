"""Apply to court: the joint application, or what the court asked for besides, goes to the court."""

from sanling.domain.mediation.confirming import acting, confirmation_at, refuse_late
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class ApplyToCourt(Verb):
    """Hands it to the court, which reads its papers from then on; the first time within the 30 days (民诉法 205)."""

    code = "apply_to_court"
    tells = Tells("matter.moved_here", "owners")

    def apply(self, act: Act) -> None:
        """Hand it over; raises `NotAllowed` after the time."""
        confirmation = confirmation_at(act.situation)
        if confirmation.applied_at is None:
            refuse_late(confirmation.agreement, act.now)
            acting(act).change.set(confirmation, applied_at=act.now)
        act.params.update(unit=confirmation.court_id, from_unit=act.holder)
        act.hold(confirmation.court)
