"""What rooms show on the page of an incident, such as what cites it: the `CITED` of the desk's `citing` module."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django_stubs_ext import StrPromise

from sanling.domain.incidents.models import Incident
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.rooms import for_audience


@dataclass(frozen=True)
class IncidentPanel:
    """A card: its title, and what a viewer sees in it of a visible incident; empty, it is not shown."""

    title: StrPromise
    body: Callable[[Viewer, Incident], str]


@cache
def incident_panels() -> tuple[IncidentPanel, ...]:
    """Return the panels of the installed rooms."""
    return tuple(panel for module in for_audience("desk", "citing") for panel in module.CITED)


def panels_of(viewer: Viewer, incident: Incident) -> list[tuple[str, str]]:
    """Return title and body of each panel that a viewer sees."""
    bodies = ((str(panel.title), panel.body(viewer, incident)) for panel in incident_panels())
    return [(title, body) for title, body in bodies if body]
