"""Hear court: the timeline of a dispute tells how the confirmation of its agreement stands at the court."""

from sanling.domain.workflow.verbs import Tells, Verb


class HearCourt(Verb):
    """Changes nothing, also where the dispute has ended; the mediator is told."""

    code = "hear_court"
    computed = True
    at_an_end = True
    asks = {"stage": "choice"}
    options = {
        "stage": frozenset(
            {
                *(
                    "register",
                    "apply",
                    "accept",
                    "not_take",
                    "ask_papers",
                    "ask_statements",
                    "confirm",
                    "refuse",
                ),
                *("withdraw", "withdraw_in_court", "time_out", "object", "uphold", "dismiss"),
            }
        )
    }
    tells = Tells("mediation.court", "assignee or owners")
