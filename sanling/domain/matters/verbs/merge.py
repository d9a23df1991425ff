"""Merge: what is about the same thing follows another matter, and is worked on there."""

from sanling.domain.matters.models import Relation
from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb, Way


class Merge(Verb):
    """Lets it follow the matter whose number the form holds, and holds its clocks, late ones too."""

    code = "merge"
    way = Way.MERGING
    needless = True
    needs = ("text",)
    asks = {"number": "text"}
    tells = Tells("matter.merged", "those who work on the other")

    def apply(self, act: Act) -> None:
        """Merge it; raises `Invalid` for one that has ended, that comes back to this one, or that others may see."""
        act.tie(Relation.Kind.MERGED_INTO)
        act.finish_parts()
        act.hold_clocks([clock for clock in act.situation.running() if not clock.of_stage], late=True)
