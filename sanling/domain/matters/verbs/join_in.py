"""Join in: call departments to settle the matter together (吹哨报到), each with a clock of its own."""

from sanling.domain.workflow.terms import ActorRelation
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class JoinIn(Verb):
    """Opens one joint assignment a department."""

    code = "join_in"
    needs = ("units",)
    asks = {"units": "units"}
    assigns_to = ActorRelation.JOINT
    tells = Tells("matter.joined", "called in", "report_in")

    def apply(self, act: Act) -> None:
        """Call them."""
        for unit in act.named("units"):
            act.call_in(act.unit(unit))
