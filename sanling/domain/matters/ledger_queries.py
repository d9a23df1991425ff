"""The ledger: every visible matter, by any filter that matters, in pages that cost the same wherever they lie."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.db.models import F, Q, QuerySet
from pydantic import BaseModel, ConfigDict

from sanling.domain.matters.access import GUARDED, matters_of_person, visible_matters, ways_to_matters
from sanling.domain.matters.families import REPORTED
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.sheets import filters
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import level_of
from sanling.foundation.calendar import CHINA
from sanling.foundation.days import on_days
from sanling.foundation.text import search_q

Lateness = Literal["late", "soon", "in_time", "paused"]
# From here on a ledger says "more than" instead of counting.
COUNT_UP_TO = 1000


class Criteria(BaseModel):
    """What a ledger is narrowed to; everything left out does not narrow. Days are local and inclusive.

    A ledger is of one family of kinds, unless all of them are asked for by "". ``person`` is what `seek_person` gave: a
    blind index in hexadecimal, so that criteria can be kept. A state whose code means something else in other
    kinds is named with its own, "hazard,request.waiting".
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    family: str = REPORTED
    division: str = ""
    kind: str = ""
    category: str = ""
    state: str = ""
    open: bool | None = None
    lateness: Lateness | None = None
    channel: str = ""
    unit: int | None = None
    assignee: int | None = None
    registered_from: date | None = None
    registered_to: date | None = None
    due_from: date | None = None
    due_to: date | None = None
    outcome: str = ""
    confidentiality: int | None = None
    words: str = ""
    person: str = ""
    batch: UUID | None = None
    # What rooms may narrow it to besides (`sheets.Filter`), by code.
    of_rooms: Mapping[str, str] = {}


@dataclass(frozen=True)
class Order:
    """What a ledger is sorted by; equal rows by their id."""

    column: str = "registered_at"
    descending: bool = True


ORDERS = {
    "registered": "registered_at",
    "due": "due_at",
    "ended": "ended_at",
}


# Which rows have a key to be sorted by, in the words of the indexes' conditions; the others come after them, by id.
KEYED = {
    "registered_at": Q(),
    "due_at": Q(open=True, due_at__isnull=False),
    "ended_at": Q(open=False),
}


def order_named(text: str) -> Order:
    """Return the order of "due" or "-due"; anything unknown gives the newest first."""
    column = ORDERS.get(text.removeprefix("-"))
    return Order(column, text.startswith("-")) if column else Order()


def ledger(viewer: Viewer, criteria: Criteria, now: datetime) -> QuerySet[Matter]:
    """Return the visible matters that meet the criteria, in no order."""
    index = bytes.fromhex(criteria.person)
    seen = matters_of_person(viewer, index) if index else visible_matters(viewer)
    return seen.filter(_meeting(criteria, now))


def ledger_ways(viewer: Viewer, criteria: Criteria, now: datetime) -> list[QuerySet[Matter]]:
    """Return the same matters as `ledger`, in parts that may overlap, for `page_of` and `count_of`."""
    if criteria.person:
        return [ledger(viewer, criteria, now)]
    besides = criteria.model_copy(update={"family": ""})
    return [way.filter(_meeting(besides, now)) for way in ways_to_matters(viewer, criteria.family)]


def count_of(ways: Sequence[QuerySet[Matter]], most: int) -> int:
    """Count the matters of several ways, up to ``most``."""
    first, *others = [way.order_by().values("pk")[:most] for way in ways] or [
        Matter.objects.none().values("pk")
    ]
    return first.union(*others)[:most].count() if others else first.count()


def _meeting(criteria: Criteria, now: datetime) -> Q:
    return _narrow(criteria) & _lateness(criteria.lateness, now) & search_q("search", criteria.words)


def _narrow(criteria: Criteria) -> Q:
    exact = {
        name: value
        for name in (
            "family",
            "kind",
            "category",
            "open",
            "channel",
            "unit",
            "assignee",
            "outcome",
            "confidentiality",
        )
        if (value := getattr(criteria, name)) not in (None, "")
    }
    found = Q(**exact) & _in_state(criteria.state)
    if criteria.batch:
        found &= Q(pk__in=Entry.objects.filter(batch=criteria.batch).values("matter"))
    for code, choice in criteria.of_rooms.items():
        found &= filters()[code].narrow(choice)
    if criteria.division:
        column = GUARDED.levels.get(level_of(criteria.division))
        found &= (
            Q(**{column: criteria.division}) if column else Q(division__path__startswith=criteria.division)
        )
    found &= on_days("registered_at", criteria.registered_from, criteria.registered_to)
    return found & on_days("due_at", criteria.due_from, criteria.due_to)


def _in_state(state: str) -> Q:
    kinds, _dot, code = state.rpartition(".")
    return (Q(kind__in=kinds.split(",")) if kinds else Q()) & (Q(state=code) if code else Q())


def _lateness(how: Lateness | None, now: datetime) -> Q:
    running = Q(open=True, paused=False)
    match how:
        case "late":
            return running & Q(due_at__lte=now)
        case "soon":
            return running & Q(due_at__gt=now, warn_at__lte=now)
        case "in_time":
            return running & Q(due_at__gt=now) & (Q(warn_at=None) | Q(warn_at__gt=now))
        case "paused":
            return Q(open=True, paused=True)
    return Q()


def ordered(matters: QuerySet[Matter], order: Order) -> QuerySet[Matter]:
    """Return the matters in an order, those without a value last."""
    column = F(order.column)
    if order.descending:
        return matters.order_by(column.desc(nulls_last=True), "-pk")
    return matters.order_by(column.asc(nulls_last=True), "pk")


@dataclass(frozen=True)
class LedgerCursor:
    """Where a page begins: the sort key and id of the row before it."""

    key: datetime | None
    pk: int

    def __str__(self) -> str:
        return f"{self.key.timestamp() if self.key else ''}_{self.pk}"


def cursor_of(matter: Matter, order: Order) -> LedgerCursor:
    """Return a matter's place in an order."""
    key = getattr(matter, order.column)
    keyed = order.column == "registered_at" or matter.open == (order.column == "due_at")
    return LedgerCursor(key if keyed else None, matter.pk)


def cursor_from(text: str) -> LedgerCursor | None:
    """Return the cursor that `str` wrote, or ``None`` for anything else."""
    key, _underscore, pk = text.partition("_")
    try:
        at = datetime.fromtimestamp(float(key), CHINA) if key else None
        number = int(pk) if pk.isascii() and pk.isdigit() else -1
    except (ValueError, OverflowError, OSError):
        return None
    return LedgerCursor(at, number) if 0 <= number < 2**63 else None


@dataclass(frozen=True)
class Slice:
    """One page of a ledger, and where the pages around it begin."""

    rows: Sequence[Matter]
    newer: LedgerCursor | None
    older: LedgerCursor | None


def page_of(
    ways: Sequence[QuerySet[Matter]],
    order: Order,
    *,
    rows: QuerySet[Matter],
    size: int,
    after: LedgerCursor | None = None,
    before: LedgerCursor | None = None,
) -> Slice:
    """Return a page by its cursor, never by its number, so that a far page costs what the first costs.

    Each way gives the cursors of its own first rows, and of all these the page takes the first. Only they are then read
    whole, from ``rows``: what is joined to them has no part in finding them.
    """
    back = before is not None and after is None
    turned = Order(order.column, order.descending != back)
    start = before if back else after
    cursors = {cursor for way in ways for cursor in _cursors(way, turned, start, size + 1, back=back)}
    ranked = _ranked(cursors, turned, back=back)
    more, found = len(ranked) > size, ranked[:size]
    if back:
        found.reverse()
    by_id = rows.in_bulk([place.pk for place in found])
    first, last = (found[0], found[-1]) if found else (None, None)
    return Slice(
        rows=[by_id[place.pk] for place in found if place.pk in by_id],
        newer=first if (more if back else start) else None,
        older=last if (True if back else more) else None,
    )


def _cursors(
    way: QuerySet[Matter], order: Order, start: LedgerCursor | None, wanted: int, *, back: bool
) -> Iterator[LedgerCursor]:
    """Yield the cursors after a cursor: rows with a key, then those without, each part in its index's order."""
    keyed = KEYED[order.column]
    parts = [(keyed, True), (~keyed, False)] if keyed else [(keyed, True)]
    found = 0
    for part, by_key in reversed(parts) if back else parts:
        # A cursor in the other part: this one is either over already or read from its beginning.
        elsewhere = start is not None and by_key != (start.key is not None)
        if found == wanted or (elsewhere and by_key != back):
            continue
        beyond = _beyond(order, start) if start and not elsewhere else Q()
        sorted_by = order if by_key else Order("pk", order.descending)
        rows = way.filter(part, beyond).order_by(*_ordering(sorted_by)).values_list("pk", order.column)
        for pk, key in rows[: wanted - found]:
            found += 1
            yield LedgerCursor(key if by_key else None, pk)


def _ranked(cursors: Iterable[LedgerCursor], order: Order, *, back: bool) -> list[LedgerCursor]:
    """Return cursors in their order, those without a key at the end that they have in it."""

    def rank(cursor: LedgerCursor) -> tuple[bool, float, int]:
        keyless_first = back != order.descending
        at = cursor.key.timestamp() if cursor.key else 0.0
        return ((cursor.key is None) != keyless_first, at, cursor.pk)

    return sorted(cursors, key=rank, reverse=order.descending)


def _ordering(order: Order) -> tuple[str, str]:
    sign = "-" if order.descending else ""
    return f"{sign}{order.column}", f"{sign}pk"


def _beyond(order: Order, start: LedgerCursor) -> Q:
    """Return the rows after a cursor in this order."""
    sign = "lt" if order.descending else "gt"
    next_id = Q(**{f"pk__{sign}": start.pk})
    if start.key is None:
        return next_id
    beyond = Q(**{f"{order.column}__{sign}": start.key}) | next_id
    return Q(**{f"{order.column}__{sign}e": start.key}) & beyond
