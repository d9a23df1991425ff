"""Hear choice: the timeline tells how the sides' choosing of a mediator stands, and whoever has the dispute is told."""

from sanling.domain.workflow.verbs import Tells, Verb


class HearChoice(Verb):
    """Changes nothing; the clock that it starts may be given its time."""

    code = "hear_choice"
    gives = "within"
    computed = True
    tells = Tells("mediation.choosing", "owners")
