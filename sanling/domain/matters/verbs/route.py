"""Route: hand the matter to another unit, below, above or beside."""

from django.utils.translation import gettext_lazy

from sanling.domain.workflow.transition import Act
from sanling.domain.workflow.verbs import Tells, Verb


class Route(Verb):
    """Lets the chosen unit hold it, unassigned."""

    code = "route"
    over_lists = gettext_lazy("Route")
    needs = ("unit",)
    tells = Tells("matter.moved_here", "owners")

    def apply(self, act: Act) -> None:
        """Hand it over."""
        act.params["from_unit"] = act.holder
        act.hold(act.unit(act.named("unit")))
