"""The ledger: every visible matter, by any filter that matters, in pages that cost the same wherever they lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from django.db.models import F, Q, QuerySet
from pydantic import BaseModel, ConfigDict

from sanling.domain.matters.access import COLUMNS, matters_of_person, visible_matters
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.territory.rules import level_of
from sanling.foundation.calendar import CHINA
from sanling.foundation.text import search_q

Lateness = Literal["late", "soon", "in_time", "paused"]
# From here on a ledger says "more than" instead of counting.
COUNT_UP_TO = 1000


class Criteria(BaseModel):
    """What a ledger is narrowed to; everything left out does not narrow. Days are local and inclusive.

    ``person`` is the blind index of a phone or citizen number in hexadecimal, so that criteria can be kept.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

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


def order_named(text: str) -> Order:
    """Return the order of "due" or "-due"; anything unknown gives the newest first."""
    column = ORDERS.get(text.removeprefix("-"))
    return Order(column, text.startswith("-")) if column else Order()


def ledger(viewer: Viewer, criteria: Criteria, now: datetime) -> QuerySet[Matter]:
    """Return the visible matters that meet the criteria, in no order."""
    index = bytes.fromhex(criteria.person)
    seen = matters_of_person(viewer, index) if index else visible_matters(viewer)
    return seen.filter(
        _narrow(criteria), _lateness(criteria.lateness, now), search_q("search", criteria.words)
    )


def _narrow(criteria: Criteria) -> Q:
    exact = {
        name: value
        for name in (
            "kind",
            "category",
            "state",
            "open",
            "channel",
            "unit",
            "assignee",
            "outcome",
            "confidentiality",
        )
        if (value := getattr(criteria, name)) not in (None, "")
    }
    found = Q(**exact)
    if criteria.division:
        column = COLUMNS.levels.get(level_of(criteria.division))
        found &= (
            Q(**{column: criteria.division}) if column else Q(division__path__startswith=criteria.division)
        )
    for column, first, last in (
        ("registered_at", criteria.registered_from, criteria.registered_to),
        ("due_at", criteria.due_from, criteria.due_to),
    ):
        if first:
            found &= Q(**{f"{column}__gte": _midnight(first)})
        if last:
            found &= Q(**{f"{column}__lt": _midnight(last + timedelta(days=1))})
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


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
    return matters.order_by(*_ordering(order, nulls_last=True))


@dataclass(frozen=True)
class Place:
    """Where a page begins: the sort key and id of the row before it."""

    key: datetime | None
    pk: int

    def __str__(self) -> str:
        return f"{self.key.timestamp() if self.key else ''}_{self.pk}"


def place_from(text: str) -> Place | None:
    """Return the place that `str` wrote, or ``None`` for anything else."""
    key, _underscore, pk = text.partition("_")
    try:
        at = datetime.fromtimestamp(float(key), CHINA) if key else None
        number = int(pk) if pk.isascii() and pk.isdigit() else -1
    except (ValueError, OverflowError, OSError):
        return None
    return Place(at, number) if 0 <= number < 2**63 else None


@dataclass(frozen=True)
class Slice:
    """One page of a ledger, and where the pages around it begin."""

    rows: Sequence[Matter]
    newer: Place | None
    older: Place | None


def page_of(
    matters: QuerySet[Matter],
    order: Order,
    *,
    size: int,
    after: Place | None = None,
    before: Place | None = None,
) -> Slice:
    """Return a page by its place, never by its number, so that a far page costs what the first costs."""
    back = before is not None and after is None
    turned = Order(order.column, order.descending != back)
    start = before if back else after
    if start:
        matters = matters.filter(_beyond(turned, start, nulls_last=not back))
    rows = list(matters.order_by(*_ordering(turned, nulls_last=not back))[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if back:
        rows.reverse()
    first, last = (rows[0], rows[-1]) if rows else (None, None)
    return Slice(
        rows=rows,
        newer=_place(order, first) if (more if back else start) else None,
        older=_place(order, last) if (True if back else more) else None,
    )


def _place(order: Order, row: Matter | None) -> Place | None:
    return Place(getattr(row, order.column), row.pk) if row else None


def _ordering(order: Order, *, nulls_last: bool) -> tuple[Any, str]:
    nulls: dict[str, Any] = {"nulls_last": True} if nulls_last else {"nulls_first": True}
    if order.column == "registered_at":
        # Never null: said without NULLS, so that the index's own order serves.
        nulls = {}
    column = F(order.column)
    return (column.desc(**nulls), "-pk") if order.descending else (column.asc(**nulls), "pk")


def _beyond(order: Order, start: Place, *, nulls_last: bool) -> Q:
    """Return the rows after a place in this order."""
    sign = "lt" if order.descending else "gt"
    next_id = Q(**{f"pk__{sign}": start.pk})
    null = Q(**{f"{order.column}__isnull": True})
    if start.key is None:
        return (null & next_id) if nulls_last else (null & next_id) | ~null
    beyond = Q(**{f"{order.column}__{sign}e": start.key}) & (
        Q(**{f"{order.column}__{sign}": start.key}) | next_id
    )
    return beyond | null if nulls_last and order.column != "registered_at" else beyond
