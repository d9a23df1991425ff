"""Who keeps a city's units and the accounts of its staff: its administrators, within their reach."""

from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Unit
from sanling.domain.people.rules import Duty
from sanling.domain.territory.rules import city_of


def keeps_units(viewer: Viewer, path: str) -> bool:
    """Tell whether a viewer adds units at a division, renames and ends them: an administrator by its own post there."""
    own = viewer.own
    return own.role.duty is Duty.ADMINISTRATION and city_of(path) == viewer.city and own.covers(path)


def keeps_unit(viewer: Viewer, unit: Unit) -> bool:
    """Tell the same of a unit that is there."""
    return keeps_units(viewer, unit.division_id)
