"""Assign: charge a post with the matter."""

from django.utils.translation import gettext_lazy

from sanling.domain.matters.verbs.accept import Accept
from sanling.domain.workflow.terms import ActorRelation
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb, Way


class Assign(Verb):
    """Charges the chosen post, whose unit takes part from now on."""

    code = "assign"
    after = Accept.code
    way = Way.CHARGING
    needs = ("post",)
    handed = "post"
    assigns_to = ActorRelation.ASSIGNEE
    tells = Tells("matter.assigned", "assignee")
    over_lists = gettext_lazy("Assign")

    def apply(self, act: Act) -> None:
        """Charge it."""
        act.charge(act.named("post"))
