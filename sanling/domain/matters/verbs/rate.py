"""Rate: the party says how quick each step was and how it ended."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb

RESULT = "result"


class Rate(Verb):
    """Keeps one rating: ``result`` is the result's, each other rating field the speed of the step it is named for."""

    code = "rate"
    at_an_end = True
    asks = {RESULT: "rating"}
    tells = Tells("matter.rated", "assignee or owners")

    def apply(self, act: Act) -> None:
        """Rate it."""
        rated = {field.code for field in act.action.fields if field.type == "rating"} - {RESULT}
        steps = {code: value for code, value in act.fields.items() if code in rated}
        act.rate(act.fields[RESULT], steps, act.fields.get("comment", ""))
