"""Correcting a matter's category and place."""

from typing import TYPE_CHECKING

from sanling.domain.matters.barring import barred_units
from sanling.domain.matters.intake import intake_unit
from sanling.domain.territory.points import Misplaced, place_point
from sanling.domain.territory.rules import city_of

if TYPE_CHECKING:
    from sanling.domain.matters.acting import Acting


def correct(act: "Acting") -> None:
    """Change what was given and keep what it was; a place outside the holder's territory changes the holder too.

    A point that lies in another place than the corrected one goes, and the entry says so.
    """
    matter = act.matter
    before: dict[str, str] = {}
    if "division" in act.fields:
        before["division"] = matter.division_id
        matter.division = act.fields["division"]
        _leave_point(act)
        if not matter.division_id.startswith(matter.unit.division_id):
            act.params["from_unit"] = matter.unit_id
            act.hold(intake_unit(matter.division_id, barred=barred_units(matter)))
            act.params["unit"] = matter.unit_id
    if "category" in act.fields:
        before["category"] = matter.category
        matter.category = act.fields["category"]
    act.params["before"] = before


def _leave_point(act: "Acting") -> None:
    matter = act.matter
    try:
        place_point(city_of(matter.division_id), matter.lon, matter.lat, division=matter.division_id)
    except Misplaced:
        matter.lon = matter.lat = None
        act.params["point"] = "elsewhere"
