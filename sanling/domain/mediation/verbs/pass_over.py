"""Pass over: whoever is charged is so no more, because of not accepting in time or because a side objects."""

from sanling.domain.matters.verbs.send_back import Return


class PassOver(Return):
    """Releases the post, as a return does, by the system."""

    code = "pass_over"
    computed = True
