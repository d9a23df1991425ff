"""Handle: whoever has a matter says what was done in it."""

from sanling.domain.workflow.verbs import Verb


class Handle(Verb):
    """Nothing changes but the state."""

    code = "handle"
