"""Route: hand the matter to another unit, below, above or beside."""

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.movement import hold
from sanling.domain.people.models import Unit


def route(act: Acting) -> None:
    """Let the chosen unit hold it, unassigned."""
    act.params["from_unit"] = act.matter.unit_id
    hold(act, act.chosen(Unit))
