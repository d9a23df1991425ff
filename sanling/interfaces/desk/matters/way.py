"""The way by which one came to a matter: the heap of the inbox, or the ledger, in which the next one lies."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import QueryDict
from django.urls import reverse

from sanling.domain.matters.access import rows_for_reading
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.ledger_queries import (
    LedgerCursor,
    Order,
    Slice,
    cursor_from,
    cursor_of,
    ledger_ways,
    order_named,
    page_of,
)
from sanling.domain.matters.models import Matter
from sanling.domain.matters.queries import inbox, tabs_of
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.interfaces.components.legible import storable_query
from sanling.interfaces.desk.matters.ledger_form import LedgerForm

LONGEST = 2000
FAMILY = re.compile(r"[a-z][a-z0-9_]{0,19}")


@dataclass(frozen=True)
class Way:
    """A list as its address names it, and the place in it of the matter that is open; ``done`` after an act on it."""

    heap: str = ""
    family: str = REPORTED
    sort: str = ""
    ledger: str | None = None
    at: LedgerCursor | None = None
    done: bool = False

    @property
    def order(self) -> Order:
        """The order of the list."""
        if self.ledger is not None:
            return order_named(QueryDict(self.ledger).get("sort", ""))
        return order_named(self.sort) if self.sort else Order("due_at", descending=False)

    @property
    def query(self) -> str:
        """What stands behind the address of a matter of the list."""
        query = QueryDict(mutable=True)
        if self.ledger is not None:
            query["list"] = self.ledger
        else:
            query["heap"] = self.heap
            if self.family != REPORTED:
                query["family"] = self.family
            if self.sort:
                query["sort"] = self.sort
        if self.at is not None:
            query["at"] = str(self.at)
        if self.done:
            query["done"] = "1"
        return f"?{query.urlencode()}"

    def to(self, matter: Matter) -> str:
        """Return the address of a matter of the list."""
        place = replace(self, at=cursor_of(matter, self.order), done=False)
        return reverse("desk:matter", args=[matter.number]) + place.query

    @property
    def back(self) -> str:
        """The address of the list."""
        if self.ledger is not None:
            return f"{reverse('desk:ledger')}?{self.ledger}"
        family = "" if self.family == REPORTED else f"&family={self.family}"
        return f"{reverse('desk:inbox')}?tab={self.heap}{family}"


def way_of_heap(heap: str, family: str, sort: str) -> Way:
    """Return the way of the rows of a heap."""
    return Way(heap=heap, family=family, sort=sort)


def way_of_ledger(query: QueryDict) -> Way | None:
    """Return the way of the rows of a ledger; none where a phone was sought, which counts."""
    kept = query.copy()
    for name in ("after", "before", "col"):
        kept.pop(name, None)
    written = kept.urlencode()
    return None if query.get("phone") or len(written) > LONGEST else Way(ledger=written)


def way_in(query: QueryDict) -> Way | None:
    """Return the way that an address tells, or None."""
    at, done = cursor_from(query.get("at", "")), "done" in query
    if "list" in query:
        found = way_of_ledger(storable_query(QueryDict(str(query["list"])[:LONGEST])))
        return replace(found, at=at, done=done) if found else None
    heap, family = query.get("heap", ""), query.get("family", REPORTED)
    if heap not in tabs_of(family) or not FAMILY.fullmatch(family):
        return None
    return Way(heap=heap, family=family, sort=query.get("sort", ""), at=at, done=done)


@dataclass(frozen=True)
class Onward:
    """Where one goes from a matter: back to the list, or to the next of it."""

    back: str
    next_url: str
    next_title: str
    done: bool


def onward(viewer: Viewer, way: Way, matter: Matter) -> Onward:
    """Return where to go from a matter of a list; behind the last of a heap comes its first."""
    now = clock.now()
    found = _next(_part(viewer, way, now, way.at), matter)
    if found is None and way.at is not None and way.ledger is None:
        found = _next(_part(viewer, way, now, None), matter)
    if found is None:
        return Onward(way.back, "", "", way.done)
    return Onward(way.back, way.to(found), found.title, way.done)


def _part(viewer: Viewer, way: Way, now: datetime, after: LedgerCursor | None) -> Slice:
    if way.ledger is None:
        ways = inbox(viewer, way.heap, now, way.family)
    else:
        form = LedgerForm(viewer, QueryDict(way.ledger))
        ways = ledger_ways(viewer, form.criteria(), now) if form.is_valid() else []
    rows = rows_for_reading(viewer).only("number", "title", "open", way.order.column)
    return page_of(ways, way.order, rows=rows, size=2, after=after)


def _next(part: Slice, matter: Matter) -> Matter | None:
    return next((row for row in part.rows if row.pk != matter.pk), None)
