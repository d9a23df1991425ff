"""What rooms show on the overview of a place, each asked for once the page stands: none holds it up.

A room says it in the `OVERVIEW` of the `parts` module that it has for the desk. Each is asked with the place that the
page is of, as `?place=`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django_stubs_ext import StrPromise

from sanling.domain.people.access import Viewer
from sanling.interfaces.components.rooms import for_audience


@dataclass(frozen=True)
class OverviewPart:
    """A part by its address, for whom it may say something, and the page that says the same without scripts."""

    part: str
    page: str
    label: StrPromise
    may: Callable[[Viewer], bool]


@cache
def overview_parts() -> tuple[OverviewPart, ...]:
    """Return the parts of the installed rooms."""
    return tuple(part for module in for_audience("desk", "parts") for part in getattr(module, "OVERVIEW", ()))
