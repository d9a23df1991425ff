"""Fall: the subject of a warning has a better colour, which warns still."""

from sanling.domain.workflow.verbs import Tells, Verb


class Fall(Verb):
    """Nothing changes but what the entry says."""

    code = "fall"
    computed = True
    asks = {"standing": "standing"}
    tells = Tells("recognition.fallen", "assignee or owners")
