"""Relate: say how this matter stands to another, by its number."""

from django.utils.translation import gettext

from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Relation
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Verb


class Relate(Verb):
    """Ties it to a matter of the same city that the actor may see."""

    code = "relate"
    at_an_end = True
    asks = {"number": "text", "relation": "choice"}
    options = {"relation": frozenset(Relation.Kind) - {Relation.Kind.MERGED_INTO}}

    def apply(self, act: Act) -> None:
        """Tie them; raises `Invalid` for a matter that can't be named."""
        if act.fields["relation"] == Relation.Kind.MERGED_INTO:
            # A workflow of before offers it as a mere label: its matters would go on as if nothing had been said.
            raise Invalid({"relation": gettext("This matter's workflow is too old for merging.")})
        act.tie(act.fields["relation"])
