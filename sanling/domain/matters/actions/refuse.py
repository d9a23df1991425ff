"""Refuse: not take a matter up, for a reason; a repeat is tied to the matter that it repeats."""

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.actions.relate import tie
from sanling.domain.matters.models import Relation


def refuse(act: Acting) -> None:
    """Leave it at the entry, and tie the matter to the earlier one that the form names, if it does."""
    if act.fields.get("number"):
        tie(act, kind=Relation.Kind.REPEAT_OF)
