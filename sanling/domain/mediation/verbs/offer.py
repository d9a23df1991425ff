"""Offer: a mediator whom the sides chose is charged, and accepts by signing for it."""

from sanling.domain.workflow.terms import ActorRelation
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb, Way


class Offer(Verb):
    """Charges the post, which has as long to accept as its kind of body says (人民调解法 23)."""

    code = "offer"
    way = Way.CHARGING
    needs = ("post",)
    assigns_to = ActorRelation.ASSIGNEE
    gives = "within"
    computed = True
    tells = Tells("matter.assigned", "assignee")

    def apply(self, act: Act) -> None:
        """Charge it."""
        act.charge(act.named("post"))
