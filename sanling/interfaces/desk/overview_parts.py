"""What rooms show on the overview of a place, each asked for once the page stands: none holds it up.

A room says it in the `OVERVIEW` of the `parts` module that it has for the desk. Each is asked with the place that the
page is of, as `?place=`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.http import Http404, HttpRequest
from django_stubs_ext import StrPromise

from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import Level
from sanling.interfaces.components.rooms import for_audience
from sanling.processes.figures.access import may_ask


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


def place_of(request: HttpRequest, viewer: Viewer) -> str:
    """Return the place asked for, the viewer's own unless one is; 404 for one that it may not ask about."""
    place = request.GET.get("place", "") or own_place(viewer)
    known = place.isascii() and place.isdigit() and len(place) in (*Level,) and len(place) <= Level.VILLAGE
    if not known or not may_ask(viewer, place):
        raise Http404
    return place


def own_place(viewer: Viewer) -> str:
    """Return the place of which a viewer is told without asking: its own, or what its own have in common."""
    paths = {path[: Level.VILLAGE] for path in viewer.own.paths}
    return next(iter(paths)) if len(paths) == 1 else _common(viewer.city, sorted(paths))


def _common(city: str, paths: list[str]) -> str:
    for level in sorted(Level, reverse=True):
        beginnings = {path[:level] for path in paths}
        if level > len(city) and len(beginnings) == 1 and len(min(beginnings, key=len)) == level:
            return beginnings.pop()
    return city
