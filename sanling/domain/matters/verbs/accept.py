"""Accept: the office takes a matter up."""

from sanling.domain.workflow.verbs import Verb


class Accept(Verb):
    """Nothing changes but the state."""

    code = "accept"
