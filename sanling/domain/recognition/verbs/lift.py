"""Lift: the cause of a warning is gone."""

from sanling.domain.workflow.verbs import Tells, Verb


class Lift(Verb):
    """Nothing changes but the state."""

    code = "lift"
    computed = True
    asks = {"standing": "standing"}
    tells = Tells("recognition.lifted", "assignee or owners")
