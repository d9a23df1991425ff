"""Facts of rows that something happened to are computed anew, and what differs is added to the sums: exactly once.

One statement compares the facts that follow from the rows now with those that are kept, in one snapshot; one
transaction at a time does so. It doesn't matter which message came first, or twice.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from sanling.domain.indicators.flows import Flow
from sanling.foundation.database.turns import take_turn

# What facts of one row may differ in, and all their columns; likewise of sums.
APART = "source, day, place, family, kind, secrecy, category, channel, unit, measure, bucket"
COLUMNS = f"{APART}, amount"
SUMS_APART = "flow, level, place, monthly, period, family, kind, secrecy, by, value, measure, bucket"
SUMMED = f"{SUMS_APART}, amount"
_SAME = "({}) = ({})".format(
    ", ".join(f"old.{column}" for column in COLUMNS.split(", ")),
    ", ".join(f"now_fact.{column}" for column in COLUMNS.split(", ")),
)
# Which sums are kept: by day and month of cities and counties, by month of townships, and by month also cut by one
# thing. Of what is smaller or finer there are few facts, which are counted themselves.
CELLS = (
    *((width, False, "") for width in (4, 6)),
    *((width, True, by) for width in (4, 6) for by in ("", "category", "channel", "unit")),
    (9, True, ""),
)
# What is added to these sums, of changes with the columns of facts.
SPREAD = """
    SELECT %(flow)s::text, cell.width, left(place, cell.width), cell.monthly,
           CASE WHEN cell.monthly THEN day - (extract(day FROM day)::int - 1) ELSE day END, family, kind, secrecy,
           cell.by, CASE cell.by WHEN 'category' THEN category WHEN 'channel' THEN channel
                                 WHEN 'unit' THEN unit::text ELSE '' END,
           measure, bucket, sum(amount)
    FROM {changes} AS change
    JOIN unnest(%(widths)s::int[], %(monthly)s::bool[], %(cuts)s::text[]) AS cell (width, monthly, by)
        ON cell.width <= length(place) AND (cell.monthly OR measure <> ALL(%(distributed)s))
    GROUP BY 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 HAVING sum(amount) <> 0
"""
_FOLD = """
    WITH now_fact AS MATERIALIZED ({facts}), gone AS (
        DELETE FROM figures_fact old
        WHERE old.flow = %(flow)s AND old.source = ANY(%(keys)s) AND NOT EXISTS (SELECT FROM now_fact WHERE {same})
        RETURNING {columns}
    ), came AS (
        INSERT INTO figures_fact (flow, {columns})
        SELECT %(flow)s, {columns} FROM now_fact WHERE NOT EXISTS (
            SELECT FROM figures_fact old WHERE old.flow = %(flow)s AND old.source = ANY(%(keys)s) AND {same}
        ) RETURNING {columns}
    ), change AS (
        SELECT {columns} FROM came
        UNION ALL SELECT {apart}, -amount FROM gone
    )
    INSERT INTO figures_rollup AS rollup ({summed}) {spread}
    ON CONFLICT ON CONSTRAINT rollup_once DO UPDATE SET amount = rollup.amount + excluded.amount
"""


def fold(flow: Flow, keys: Sequence[int]) -> None:
    """Bring facts and sums of some rows up to what the rows say now."""
    facts = flow.facts(keys)
    statement = _FOLD.format(
        facts=facts.text,
        same=_SAME,
        columns=COLUMNS,
        apart=APART,
        summed=SUMMED,
        spread=SPREAD.format(changes="change"),
    )
    with transaction.atomic():
        take_figures(flow)
        with connection.cursor() as cursor:
            cursor.execute(statement, {**facts.params, **spread_params(flow), "keys": list(keys)})
            cursor.execute("DELETE FROM figures_rollup WHERE flow = %s AND amount = 0", [flow.code])


def spread_params(flow: Flow) -> dict[str, Any]:
    """Return the parameters of `SPREAD`."""
    widths, monthly, cuts = (list(column) for column in zip(*CELLS, strict=True))
    return {
        "flow": flow.code,
        "widths": widths,
        "monthly": monthly,
        "cuts": cuts,
        "distributed": sorted(flow.distributed),
    }


def take_figures(flow: Flow) -> None:
    """Let nobody else fold facts of a flow until the end of the transaction."""
    take_turn(f"figures:{flow.code}")
