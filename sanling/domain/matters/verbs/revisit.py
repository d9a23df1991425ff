"""Revisit: the office asks the party afterwards how it is."""

from sanling.domain.workflow.verbs import Verb


class Revisit(Verb):
    """Nothing changes but the state."""

    code = "revisit"
    at_an_end = True
