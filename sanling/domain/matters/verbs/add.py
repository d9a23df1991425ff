"""Add: the party or the office adds words or files."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class Add(Verb):
    """Lets searches find what the party itself added."""

    code = "add"
    at_an_end = True
    tells = Tells("matter.added", "assignee or owners")

    def apply(self, act: Act) -> None:
        """Add the party's words to what is searched."""
        if act.action.audience == "party":
            act.find_by([value for value in act.fields.values() if isinstance(value, str)])
