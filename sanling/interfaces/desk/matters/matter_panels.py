"""What a room shows on the page of a matter of its kinds, beside what every matter has.

A room says it in the `PANELS` of the `panels` module that it has for the desk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.utils.safestring import SafeString
from django_stubs_ext import StrPromise

from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.interfaces.components.rooms import for_audience


@dataclass(frozen=True)
class Part:
    """What a panel shows by a template that stands in the page, with forms of its own: it has what the page knows."""

    template: str
    shown: object


@dataclass(frozen=True)
class Panel:
    """A card: its title, the kinds of matter that have it, and what a viewer sees in it; empty, it is not shown."""

    title: StrPromise
    # Without any, of every kind: its body says of which.
    kinds: frozenset[str] | None
    body: Callable[[Viewer, Matter], SafeString | Part | None]
    # What isn't needed to decide on the matter stands below its facts.
    below_facts: bool = False


@cache
def panels() -> tuple[Panel, ...]:
    """Return the panels of the installed rooms."""
    return tuple(panel for module in for_audience("desk", "panels") for panel in module.PANELS)


def panels_for(
    viewer: Viewer, matter: Matter, *, below_facts: bool = False
) -> list[tuple[str, SafeString | Part]]:
    """Return title and body of each panel that a viewer sees above or below the facts of a visible matter."""
    bodies = (
        (str(panel.title), panel.body(viewer, matter))
        for panel in panels()
        if panel.below_facts == below_facts and (panel.kinds is None or matter.kind in panel.kinds)
    )
    return [(title, body) for title, body in bodies if body]
