"""All figures of a city are made again from its rows, or compared with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection, transaction

from sanling.domain.indicators.flows import Flow, flows
from sanling.processes.figures.folding import (
    APART,
    COLUMNS,
    SPREAD,
    SUMMED,
    SUMS_APART,
    spread_params,
    take_figures,
)
from sanling.processes.figures.models import Fact

_OF_CITY = "flow = %(flow)s AND place >= %(city)s AND place < %(beyond)s"
_FACTS_OF_CITY = f"(SELECT {COLUMNS} FROM figures_fact WHERE {_OF_CITY})"  # noqa: S608 -- put together from constants
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
        cursor.execute(f"DELETE FROM figures_rollup WHERE {_OF_CITY}", of_city)  # noqa: S608 -- put together from constants
        cursor.execute(f"DELETE FROM figures_fact WHERE {_OF_CITY}", of_city)  # noqa: S608 -- put together from constants
        count = 0
        for keys in flow.keys(city):
            facts = flow.facts(keys)
            cursor.execute(
                f"INSERT INTO figures_fact (flow, {COLUMNS}) SELECT %(flow)s, {COLUMNS} FROM ({facts.text}) AS found",  # noqa: S608 -- put together from constants
                {**facts.params, "flow": flow.code, "keys": keys},
            )
            count += cursor.rowcount
        spread = SPREAD.format(changes=_FACTS_OF_CITY)
        cursor.execute(f"INSERT INTO figures_rollup ({SUMMED}) {spread}", of_city)
    return count


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
    return {**spread_params(flow), "city": city, "beyond": f"{city}:"}


def _facts_apart(flow: Flow, city: str) -> Iterator[Difference]:
    for keys in flow.keys(city):
        facts = flow.facts(keys)
        statement = f"""
            SELECT source, day, measure, sum(kept), sum(right_)
            FROM (SELECT {COLUMNS}, amount AS right_, 0 AS kept FROM ({facts.text}) AS found
                  UNION ALL SELECT {COLUMNS}, 0, amount FROM figures_fact
                  WHERE flow = %(flow)s AND source = ANY(%(keys)s)) AS both_
            GROUP BY {APART}
            HAVING sum(kept) <> sum(right_) ORDER BY 1, 2, 3
        """  # noqa: S608 -- put together from constants
        with connection.cursor() as cursor:
            cursor.execute(statement, {**facts.params, "flow": flow.code, "keys": keys})
            for source, day, measure, kept, right in cursor.fetchall():
                yield Difference("fact", f"{flow.code} {source}, {day}, {measure}", int(kept), int(right))
    # What has moved away from the city, or is no more, has facts that belong to no row.
    rows = flow.guarded.model._default_manager.filter(**{flow.guarded.below: city})  # noqa: SLF001 -- documented by Django
    kept = Fact.objects.filter(flow=flow.code, place__startswith=city)
    for source in kept.exclude(source__in=rows.values("pk")).values_list("source", flat=True).distinct():
        yield Difference("fact", f"{flow.code} {source}, of no row", 1, 0)


def _sums_apart(flow: Flow, city: str) -> Iterator[Difference]:
    spread = SPREAD.format(changes=_FACTS_OF_CITY)
    statement = f"""
        WITH right_sum ({SUMMED}) AS ({spread}), kept AS (SELECT {SUMMED} FROM figures_rollup WHERE {_OF_CITY})
        SELECT place, period, monthly, measure, by, value, coalesce(kept.amount, 0), coalesce(right_sum.amount, 0)
        FROM right_sum FULL JOIN kept USING ({SUMS_APART})
        WHERE kept.amount IS DISTINCT FROM right_sum.amount ORDER BY 1, 2, 3, 4, 5, 6 LIMIT {_TOLD}
    """  # noqa: S608 -- put together from constants
    with connection.cursor() as cursor:
        cursor.execute(statement, _of_city(flow, city))
        for place, period, monthly, measure, by, value, kept, right in cursor.fetchall():
            grain = "month" if monthly else "day"
            cut = f", {by} {value}" if by else ""
            yield Difference("sum", f"{place}, {grain} {period}, {measure}{cut}", int(kept), int(right))
