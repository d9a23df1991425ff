"""Classify: correct a matter's category or place."""

from sanling.domain.matters.acting import Acting


def classify(act: Acting) -> None:
    """Change what was given, and keep in the entry what it was before."""
    matter = act.matter
    before: dict[str, str] = {}
    if "division" in act.fields:
        before["division"] = matter.division_id
        matter.division = act.fields["division"]
    if "category" in act.fields:
        before["category"] = matter.category
        matter.category = act.fields["category"]
    act.params["before"] = before
