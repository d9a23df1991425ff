"""What sorts of figures are published: each room that prints some says so in the ``SORTS`` of its ``printing`` module.

Whatever is printed is looked through before it goes out, by the ``INSPECTORS`` of the same modules: each returns what
contradicts in a publication, in words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from sanling.domain.people.access import Viewer
from sanling.domain.publications.models import Publication
from sanling.foundation.installed import modules

Inspector = Callable[[Publication], Sequence[str]]


@dataclass(frozen=True)
class Sort:
    """A sort by its code: who sees all that is counted there, and how it is set as a Word document for a reader."""

    code: str
    sees: Callable[[Viewer, Publication], bool]
    document: Callable[[Viewer, Publication], bytes]


@cache
def _sorts() -> dict[str, Sort]:
    return {sort.code: sort for module in modules("printing") for sort in getattr(module, "SORTS", ())}


@cache
def _inspectors() -> tuple[Inspector, ...]:
    return tuple(found for module in modules("printing") for found in getattr(module, "INSPECTORS", ()))


def sort_of(publication: Publication) -> Sort | None:
    """Return the sort that a publication is of; None where its room isn't there any more."""
    return _sorts().get(publication.sort)


def contradictions_in(publication: Publication) -> Sequence[str]:
    """Return what contradicts in what is about to be printed; nothing where it may go out."""
    return [said for inspect in _inspectors() for said in inspect(publication)]
