"""The story of a subject: what rooms know of it, by day, on the one timeline of its card.

A room tells its part by the `STORIES` of the desk's `cards` module.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from django_stubs_ext import StrPromise

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.models import Subject
from sanling.interfaces.components.rooms import for_audience

# So much is read at one sight; what is older stands in the ledgers.
MOST = 50


@dataclass(frozen=True)
class Event:
    """Something of a day: of which ``sort``, in what words, and where it opens to the viewer, if anywhere.

    ``stands`` says how far it is, of what isn't over; ``tone`` is that of a colour. Days are the city's own.
    """

    day: date
    sort: str
    words: str
    url: str = ""
    stands: str = ""
    tone: str = ""
    details: Sequence[str] = ()


@dataclass(frozen=True)
class Teller:
    """What a room tells of a visible subject: what the viewer may know of it alone, the latest first, so many at most.

    The number of its statements doesn't grow. ``ledger`` is the address of the page on which all of it stands.
    """

    name: StrPromise
    told: Callable[[Viewer, Subject, int], Iterable[Event]]
    ledger: Callable[[], str]


@dataclass(frozen=True)
class Story:
    """The latest events of a subject, the latest first, and as (name, address) the ledgers that hold what was cut."""

    events: Sequence[Event]
    is_cut: bool
    ledgers: Sequence[tuple[str, str]]


@cache
def _tellers() -> tuple[Teller, ...]:
    return tuple(
        teller for module in for_audience("desk", "cards") for teller in getattr(module, "STORIES", ())
    )


def story_of(viewer: Viewer, subject: Subject, own: Iterable[Event]) -> Story:
    """Return what a viewer may know of a subject, day by day: its ``own`` changes, and what rooms tell."""
    by_teller = [(teller, list(teller.told(viewer, subject, MOST + 1))) for teller in _tellers()]
    every = [event for _teller, told in by_teller for event in told] + list(own)
    shown = sorted(every, key=lambda event: event.day, reverse=True)[:MOST]
    left = set(map(id, every)).difference(map(id, shown))
    return Story(
        events=shown,
        is_cut=bool(left),
        ledgers=[
            (str(teller.name), teller.ledger())
            for teller, told in by_teller
            if not left.isdisjoint(map(id, told))
        ],
    )
