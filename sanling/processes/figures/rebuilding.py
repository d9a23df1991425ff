"""All figures of a city are made again from its rows, or compared with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection, transaction

from sanling.domain.indicators.flows import Flow, flows
from sanling.processes.figures.folding import (
    COUNTED,
    OF_ROW,
    PUT_COUNTED,
    PUT_SUMS,
    SUMS,
    SUMS_APART,
    packed_facts,
    take_figures,
)
from sanling.processes.figures.models import Counted

_OF_CITY = "flow = %(flow)s AND place >= %(city)s AND place < %(beyond)s"
_SUMS_OF_CITY = f"""
    WITH changed AS (SELECT {COUNTED}, 1 AS sign FROM figures_counted WHERE {_OF_CITY}),
    {SUMS}
"""  # noqa: S608 -- put together from constants
# Sums of millions of facts are made in memory, and take as long as they take.
_IN_BULK = "SET LOCAL work_mem = '256MB'; SET LOCAL statement_timeout = 0"
# The sums of a row of them, one by one.
_EACH = "unnest(measures) AS measure, unnest(buckets) AS bucket, unnest(amounts) AS amount"
# So many of what differs are told.
_TOLD = 10


@dataclass(frozen=True)
class Difference:
    """Something that is kept otherwise than it follows: ``kept`` instead of ``right``, in words of their columns."""

    what: str
    where: str
    kept: int
    right: int


def rebuild(flow: Flow, city: str) -> int:
    """Make facts and sums of a city again from its rows; return how many facts there are.

    Until the end others read what was there; killed halfway, that stays. What happens meanwhile is folded afterwards.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        take_figures(flow)
        of_city = _of_city(flow, city)
        cursor.execute(_IN_BULK)
        cursor.execute(f"DELETE FROM figures_summed WHERE {_OF_CITY}", of_city)  # noqa: S608 -- put together from constants
        cursor.execute(f"DELETE FROM figures_counted WHERE {_OF_CITY}", of_city)  # noqa: S608 -- put together from constants
        for keys in flow.keys(city):
            packed, params = packed_facts(flow, keys)
            cursor.execute(PUT_COUNTED.format(rows=f"({packed}) AS found"), params)
        sum_up(flow, city)
        cursor.execute(
            f"SELECT coalesce(sum(cardinality(days)), 0) FROM figures_counted WHERE {_OF_CITY}",  # noqa: S608 -- put together from constants
            of_city,
        )
        return int(cursor.fetchone()[0])


def sum_up(flow: Flow, city: str) -> None:
    """Write the sums of all facts of a city, of which there are none yet, in the caller's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_BULK)
        # Sorted as they are asked for, the sums of a place stand together, and their index grows at its end.
        cursor.execute(f"{_SUMS_OF_CITY} {PUT_SUMS} ORDER BY {SUMS_APART}", _of_city(flow, city))


def rebuild_city(city: str) -> int:
    """Make the figures of all flows of a city again; return how many facts there are."""
    return sum(rebuild(flow, city) for flow in flows().values())


def differences(flow: Flow, city: str) -> Iterator[Difference]:
    """Yield what differs between the rows and their facts, and between facts and their sums, a few of each."""
    with transaction.atomic():
        take_figures(flow)
        yield from islice(_facts_apart(flow, city), _TOLD)
        yield from islice(_sums_apart(flow, city), _TOLD)


def _of_city(flow: Flow, city: str) -> dict[str, Any]:
    # ":" is the sign after the digits.
    distributed = sorted(flow.distributed)
    return {"flow": flow.code, "distributed": distributed, "city": city, "beyond": f"{city}:"}


def _facts_apart(flow: Flow, city: str) -> Iterator[Difference]:
    for keys in flow.keys(city):
        packed, params = packed_facts(flow, keys)
        statement = f"""
            WITH now_row AS MATERIALIZED ({packed}), old_row AS MATERIALIZED (
                SELECT {COUNTED} FROM figures_counted WHERE flow = %(flow)s AND source = ANY(%(keys)s)
            ), apart AS (
                (SELECT *, 1 AS right_, 0 AS kept FROM (TABLE now_row EXCEPT TABLE old_row) AS came)
                UNION ALL (SELECT *, 0, 1 FROM (TABLE old_row EXCEPT TABLE now_row) AS gone)
            ), single AS (
                SELECT {OF_ROW}, right_, kept, unnest(days) AS day, unnest(units) AS unit,
                       unnest(measures) AS measure, unnest(buckets) AS bucket, unnest(amounts) AS amount FROM apart
            )
            SELECT source, day, measure, sum(kept * amount), sum(right_ * amount) FROM single
            GROUP BY {OF_ROW}, day, unit, measure, bucket
            HAVING sum(kept * amount) <> sum(right_ * amount) ORDER BY 1, 2, 3 LIMIT {_TOLD}
        """  # noqa: S608 -- put together from constants
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            for source, day, measure, kept, right in cursor.fetchall():
                yield Difference("fact", f"{flow.code} {source}, {day}, {measure}", int(kept), int(right))
    # What has moved away from the city, or is no more, has facts that belong to no row.
    rows = flow.guarded.model._default_manager.filter(**{flow.guarded.below: city})  # noqa: SLF001 -- documented by Django
    kept = Counted.objects.filter(flow=flow.code, place__startswith=city)
    for source in kept.exclude(source__in=rows.values("pk")).values_list("source", flat=True).distinct():
        yield Difference("fact", f"{flow.code} {source}, of no row", 1, 0)


def _sums_apart(flow: Flow, city: str) -> Iterator[Difference]:
    statement = f"""
        {_SUMS_OF_CITY}, apart AS (
            SELECT {SUMS_APART}, {_EACH}, 1 AS right_, 0 AS kept FROM summed
            UNION ALL SELECT {SUMS_APART}, {_EACH}, 0, 1 FROM figures_summed WHERE {_OF_CITY}
        )
        SELECT place, period, monthly, measure, by, value, sum(kept * amount), sum(right_ * amount)
        FROM apart GROUP BY {SUMS_APART}, measure, bucket
        HAVING sum(kept * amount) <> sum(right_ * amount) ORDER BY 1, 2, 3, 4, 5, 6 LIMIT {_TOLD}
    """  # noqa: S608 -- put together from constants
    with connection.cursor() as cursor:
        cursor.execute(_IN_BULK)
        cursor.execute(statement, _of_city(flow, city))
        for place, period, monthly, measure, by, value, kept, right in cursor.fetchall():
            grain = "month" if monthly else "day"
            cut = f", {by} {value}" if by else ""
            yield Difference("sum", f"{place}, {grain} {period}, {measure}{cut}", int(kept), int(right))
