"""Route: hand the matter to another unit, below, above or beside."""

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class Route(Verb):
    """Lets the chosen unit hold it, unassigned."""

    code = "route"
    needs = ("unit",)
    tells = Tells("matter.moved_here", "owners")

    def apply(self, act: Act) -> None:
        """Hand it over."""
        act.params["from_unit"] = act.holder
        act.hold(act.unit(act.named("unit")))
