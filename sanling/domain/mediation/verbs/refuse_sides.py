"""Refuse sides: nobody whom the dispute is with takes part, so that mediation ends (人民调解法 17, 26)."""

from sanling.domain.matters.verbs.resolve import Resolve
from sanling.domain.workflow.verbs import Tells


class RefuseSides(Resolve):
    """Ends it as any result does; the mediator is told."""

    code = "refuse_sides"
    computed = True
    tells = Tells("mediation.heard", "assignee or owners")
