"""Supervise: a superior has an eye on a matter."""

from sanling.domain.workflow.verbs import Tells, Verb


class Supervise(Verb):
    """Nothing changes but the clocks that the definition starts by it."""

    code = "supervise"
    tells = Tells("matter.supervised", "assignee or owners")
