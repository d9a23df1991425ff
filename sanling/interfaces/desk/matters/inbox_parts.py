"""What rooms show above the inbox, each asked for once the page stands: none holds it up or adds to what it weighs.

A room says it in the `PARTS` of the `parts` module that it has for the desk.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django_stubs_ext import StrPromise

from sanling.domain.people.access import Viewer
from sanling.interfaces.components.rooms import for_audience


@dataclass(frozen=True)
class InboxPart:
    """A part by its address, for whom it may say something, and the page that says the same without scripts."""

    part: str
    page: str
    label: StrPromise
    may: Callable[[Viewer], bool]


@cache
def inbox_parts() -> tuple[InboxPart, ...]:
    """Return the parts of the installed rooms."""
    return tuple(part for module in for_audience("desk", "parts") for part in getattr(module, "PARTS", ()))


def parts_for(viewer: Viewer) -> list[InboxPart]:
    """Return the parts that may have something to say to a viewer; without a statement."""
    return [part for part in inbox_parts() if part.may(viewer)]
