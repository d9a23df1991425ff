"""Withdraw: the party takes back what it brought."""

from sanling.domain.workflow.verbs import Tells, Verb


class Withdraw(Verb):
    """Nothing changes but the state."""

    code = "withdraw"
    needless = True
    tells = Tells("matter.withdrawn", "assignee or owners")
