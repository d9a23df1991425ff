"""What rooms find by the words of the search box, beside matters.

A room says it in the `SEARCHES` of the `searches` module that it has for the desk.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from django_stubs_ext import StrPromise

from sanling.domain.people.access import Viewer
from sanling.interfaces.components.rooms import for_audience


@dataclass(frozen=True)
class Hit:
    """A thing that was found: its name, where it leads, and what tells it from others of that name."""

    name: str
    url: str
    hint: str = ""


@dataclass(frozen=True)
class Search:
    """A group of the results: its name, and what of it a viewer finds by words, a handful."""

    label: StrPromise
    find: Callable[[Viewer, str], Sequence[Hit]]


@cache
def searches() -> tuple[Search, ...]:
    """Return the searches of the installed rooms."""
    return tuple(search for module in for_audience("desk", "searches") for search in module.SEARCHES)


def found_by_rooms(viewer: Viewer, words: str) -> list[tuple[str, Sequence[Hit]]]:
    """Return the groups in which something was found."""
    groups = ((str(search.label), search.find(viewer, words)) for search in searches() if words)
    return [(label, hits) for label, hits in groups if hits]
