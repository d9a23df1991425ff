"""Refuse: not take a matter up, for a reason; a repeat is tied to the matter that it repeats."""

from sanling.domain.matters.models import Relation
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class Refuse(Verb):
    """Leaves it at the entry, and ties the matter to the earlier one that the form names, if it does."""

    code = "refuse"

    def apply(self, act: Act) -> None:
        """Tie a repeat."""
        if act.fields.get("number"):
            act.tie(Relation.Kind.REPEAT_OF)
