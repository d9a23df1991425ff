"""Classify: correct a matter's category or place."""

from sanling.domain.matters.access import barred_units
from sanling.domain.matters.acting import Acting
from sanling.domain.matters.intake import intake_unit
from sanling.domain.matters.movement import hold


def classify(act: Acting) -> None:
    """Change what was given and keep what it was; a place outside the holder's territory changes the holder too."""
    matter = act.matter
    before: dict[str, str] = {}
    if "division" in act.fields:
        before["division"] = matter.division_id
        matter.division = act.fields["division"]
        if not matter.division_id.startswith(matter.unit.division_id):
            act.params["from_unit"] = matter.unit_id
            hold(act, intake_unit(matter.division_id, barred=barred_units(matter)))
            act.params["unit"] = matter.unit_id
    if "category" in act.fields:
        before["category"] = matter.category
        matter.category = act.fields["category"]
    act.params["before"] = before
