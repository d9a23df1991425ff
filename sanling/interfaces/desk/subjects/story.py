"""The story of a subject: what rooms know of it, by day, on the one timeline of its card.

A room tells its part by the `STORIES` of the desk's `cards` module.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from urllib.parse import urlencode

from django_stubs_ext import StrPromise

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.models import Subject
from sanling.foundation.days import today
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
    """What a room tells of a visible subject: what the viewer may know of it alone, until a day, the latest first.

    So many rows of it are read at most; the number of its statements doesn't grow. ``ledger`` is the address, without
    what it is narrowed to, of the page on which all of it stands, and ``asked`` what that is narrowed to besides.
    """

    name: StrPromise
    told: Callable[[Viewer, Subject, date, int], Iterable[Event]]
    ledger: Callable[[], str]
    asked: Mapping[str, str] = field(default_factory=dict)

    def all_of(self, subject: Subject) -> str:
        """Return the address of all that it tells of a subject."""
        return f"{self.ledger()}?{urlencode({**self.asked, 'subject': subject.code})}"


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


def story_of(viewer: Viewer, subject: Subject, own: Iterable[Event], until: date) -> Story:
    """Return what a viewer may know of a subject until a day: its ``own`` changes, and what rooms tell.

    How far something is stands there of today alone.
    """
    by_teller = [
        (teller, _known(teller.told(viewer, subject, until, MOST + 1), until)) for teller in _tellers()
    ]
    every = [event for _teller, told in by_teller for event in told] + _known(own, until)
    shown = sorted(every, key=lambda event: event.day, reverse=True)[:MOST]
    left = set(map(id, every)).difference(map(id, shown))
    return Story(
        events=shown,
        is_cut=bool(left),
        ledgers=[
            (str(teller.name), teller.all_of(subject))
            for teller, told in by_teller
            if not left.isdisjoint(map(id, told))
        ],
    )


def _known(events: Iterable[Event], until: date) -> list[Event]:
    """Return what was known of events on a day."""
    known = [event for event in events if event.day <= until]
    return known if until >= today() else [replace(event, stands="") for event in known]
