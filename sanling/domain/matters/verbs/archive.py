"""Archive: a matter that has ended goes to the archive."""

from sanling.domain.workflow.verbs import Verb


class Archive(Verb):
    """Nothing changes but the state."""

    code = "archive"
    at_an_end = True
