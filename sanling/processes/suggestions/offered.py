"""All that is suggested for the form of an act: categories, places, posts."""

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.schema import Action
from sanling.processes.suggestions.handlers import suggested_handlers
from sanling.processes.suggestions.places import suggested_places
from sanling.processes.suggestions.suggesting import Suggestion, suggested

__all__ = ["Suggestion", "offered_for"]


def offered_for(viewer: Viewer, matter: Matter, action: Action) -> list[Suggestion]:
    """Return what is suggested for an act that the viewer may do; expects the matter's parties prefetched."""
    return [
        *suggested(matter, action),
        *suggested_places(viewer, matter, action),
        *suggested_handlers(viewer, matter, action),
    ]
