"""Settle by agreement: a text that all signed holds from now on, and ends the dispute (人民调解法 29-31)."""

from sanling.domain.matters.verbs.resolve import Resolve
from sanling.domain.workflow.verbs import Tells


class SettleByAgreement(Resolve):
    """Settles it as any result does; the mediator is told."""

    code = "settle_by_agreement"
    computed = True
    tells = Tells("mediation.settled", "assignee or owners")
