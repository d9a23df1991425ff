"""What a side did, told in the timeline of its dispute and to the mediator, never in its words."""

from collections.abc import Mapping
from typing import Any

from sanling.domain.matters.act import perform
from sanling.domain.matters.errors import Invalid, NotAllowed
from sanling.domain.matters.models import Matter
from sanling.domain.workflow.queries import definition_of
from sanling.foundation.audit.actor import SystemActor

ACTOR = SystemActor("mediation")


def hear(matter: Matter, action: str, heard: str = "") -> bool:
    """Tell what a side did, on a matter that is locked; tell whether its definition has it and it is legal now."""
    return act(matter, action, {"heard": heard} if heard else {})


def act(matter: Matter, action: str, fields: Mapping[str, Any]) -> bool:
    """Do an act of the system on a matter that is locked; tell likewise.

    What came to be heard later, the definition that a matter was registered under doesn't know.
    """
    if action not in {known.code for known in definition_of(matter.definition_id).actions}:
        return False
    try:
        perform(
            actor=ACTOR,
            matter_id=matter.pk,
            action=action,
            version=None,
            fields=fields,
        )
    except (Invalid, NotAllowed):
        return False
    return True
