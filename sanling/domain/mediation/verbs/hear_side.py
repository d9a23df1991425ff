"""Hear side: the timeline tells that a side answered or said something; what it said is the side's."""

from sanling.domain.workflow.verbs import Tells, Verb


class HearSide(Verb):
    """Changes nothing; the mediator is told."""

    code = "hear_side"
    computed = True
    asks = {"heard": "choice"}
    options = {
        "heard": frozenset(
            {
                *("consents", "refuses", "notice", "statement", "time", "private", "room"),
                *("signed", "joined", "performed", "partly", "broken"),
                *("comes", "stays_away", "confirmed", "corrected"),
            }
        )
    }
    tells = Tells("mediation.heard", "assignee or owners")
