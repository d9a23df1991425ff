"""Which requests are asked for: by id, or by service, time and status, a page at a time."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.http import QueryDict

from sanling.domain.matters.models import Matter
from sanling.domain.matters.numbering import parse
from sanling.foundation import clock
from sanling.foundation.cleaning import fold_code, read_digits
from sanling.foundation.days import Span, read_span
from sanling.interfaces.open311.access import CLOSED
from sanling.interfaces.open311.replies import GeoError

LONGEST, TICK = timedelta(days=90), timedelta(microseconds=1)
MOST_ROWS = 1000
MOST_CODES = 100
MOST_PAGES = 1000
STATUSES = {"open": ~CLOSED, "closed": CLOSED}


def searched(matters: QuerySet[Matter], asked: QueryDict) -> QuerySet[Matter]:
    """Return a page of requests, the newest first; ids override everything else. Raises GeoError."""
    ids = _many(asked, "service_request_id", most=MOST_ROWS)
    if ids:
        known = [number for number in map(parse, ids) if number]
        return matters.filter(number__in=known).order_by("-registered_at", "-pk")[:MOST_ROWS]
    span = _span(asked)
    found = matters.filter(registered_at__gte=span.begins, registered_at__lt=span.ends)
    codes = _many(asked, "service_code", most=MOST_CODES)
    if codes:
        found = found.filter(_of_services(codes))
    statuses = _many(asked, "status", most=MOST_CODES)
    if statuses:
        if set(statuses) - STATUSES.keys():
            raise GeoError(400, "status is open or closed")
        wanted = Q(pk__in=[])
        for status in statuses:
            wanted |= STATUSES[status]
        found = found.filter(wanted)
    size = _whole(asked, "page_size", MOST_ROWS, most=MOST_ROWS)
    start = (_whole(asked, "page", 1, most=MOST_PAGES) - 1) * size
    return found.order_by("-registered_at", "-pk")[start : start + size]


def _many(asked: QueryDict, name: str, *, most: int) -> list[str]:
    found = [part.strip() for text in asked.getlist(name) for part in text.split(",") if part.strip()]
    if len(found) > most:
        raise GeoError(400, f"{name} names at most {most} at once")
    return found


def _of_services(codes: list[str]) -> Q:
    wanted = Q(pk__in=[])
    for code in codes:
        kind, _dot, category = code.partition(".")
        wanted |= Q(kind=kind, category=category)
    return wanted


def _span(asked: QueryDict) -> Span:
    """Return the time asked for: 90 days at most, up to now where nothing is asked."""
    first, last = _moment(asked, "start_date"), _moment(asked, "end_date")
    if first is None:
        ends = last.ends if last else clock.now() + TICK
        return Span(ends - LONGEST, ends)
    if last is None:
        return Span(first.begins, first.begins + LONGEST)
    if last.begins - first.begins > LONGEST:
        raise GeoError(400, "start_date and end_date may span at most 90 days")
    return Span(first.begins, last.ends)


def _moment(asked: QueryDict, name: str) -> Span | None:
    written = asked.get(name, "").strip()
    try:
        return read_span(written) if written else None
    except ValueError as error:
        raise GeoError(400, f"{name}: {error}") from error


def _whole(asked: QueryDict, name: str, usual: int, *, most: int) -> int:
    raw = fold_code(asked.get(name, ""))
    if not raw:
        return usual
    found = read_digits(raw, digits=9) or 0
    if not 1 <= found <= most:
        raise GeoError(400, f"{name} is a whole number from 1 to {most}")
    return found
