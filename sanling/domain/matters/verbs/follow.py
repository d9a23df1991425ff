"""Follow: what was merged ends with the matter that it follows, and is taken up again with it."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb, Way


class Follow(Verb):
    """Takes over the outcome of the matter that it follows; what the party may still ask for counts from now."""

    code = "follow"
    way = Way.FOLLOWING
    at_an_end = True
    follows = True
    needless = True

    def apply(self, act: Act) -> None:
        """Follow it."""
        act.follow()
