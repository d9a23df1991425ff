"""Facts of rows that something happened to are computed anew, and what differs is added to the sums: exactly once.

One statement compares the facts that follow from the rows now with those that are kept, in one snapshot; one
transaction at a time does so. It doesn't matter which message came first, or twice.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from sanling.domain.indicators.flows import Flow
from sanling.foundation.database.turns import take_turn

# What is the same of all facts of a row and of one category, and what they differ in, side by side.
OF_ROW = "source, category, place, family, kind, secrecy, channel"
_OF_FACT = "day, unit, measure, bucket, amount"
COUNTED = f"{OF_ROW}, days, units, measures, buckets, amounts"
SUMS_APART = "level, by, monthly, distributed, place, period, family, kind, value, secrecy"
SUMMED = f"{SUMS_APART}, measures, buckets, amounts"
# Which sums are kept: by day and month of cities and counties, there by month also cut by one thing, and by month of
# townships. A unit is of one county, so a city's units are told by those. Of what is smaller or finer there are few
# facts, which are counted themselves. What lies nowhere so deep is kept at that level too, by its own place, so that
# the sums of any level are all.
CELLS = frozenset(
    {
        *((level, False, "") for level in (4, 6)),
        *((level, True, "") for level in (4, 6, 9)),
        *((level, True, by) for level in (4, 6) for by in ("category", "channel")),
        (6, True, "unit"),
    }
)
_PACKED = """
    SELECT {of_row}, days, units, measures::varchar(24)[], buckets::smallint[], amounts::bigint[]
    FROM ({rows}) AS row_ JOIN (
        SELECT source, category, {arrays} FROM ({facts}) AS fact GROUP BY source, category
    ) AS facts USING (source)
"""
_ARRAYS = ", ".join(
    f"array_agg({column} ORDER BY day, measure, unit, bucket) AS {column}s" for column in _OF_FACT.split(", ")
)
# The sums of the facts of ``changed`` rows, each times its sign, from the deepest up. What rows are of is called by a
# number until the end, and by those of all of the same kind, of the same kind and category, and so on.
_SUMS = """
    what AS MATERIALIZED (
        SELECT *, min(number) OVER (PARTITION BY family, kind, secrecy) AS of_kind,
               min(number) OVER (PARTITION BY family, kind, secrecy, category) AS of_category,
               min(number) OVER (PARTITION BY family, kind, secrecy, channel) AS of_channel
        FROM (SELECT row_number() OVER ()::int AS number, * FROM (
            SELECT DISTINCT family, kind, secrecy, category, channel FROM changed) AS each_) AS numbered
    ), single AS (
        SELECT place, of_kind, of_category, of_channel, unnest(days) AS day, unnest(units) AS unit,
               unnest(measures) AS measure, unnest(buckets) AS bucket, sign * unnest(amounts) AS amount
        FROM changed JOIN what USING (family, kind, secrecy, category, channel)
    ), net AS ({net}
    ), fine AS MATERIALIZED (
        SELECT CASE 0 WHEN grouping(day) THEN 'day' WHEN grouping(township) THEN '' WHEN grouping(unit) THEN 'unit'
                      WHEN grouping(of_category) THEN 'category' ELSE 'channel' END AS cut,
               coalesce(township, county) AS place, coalesce(day, month) AS period,
               coalesce(of_kind, of_category, of_channel) AS what, unit, measure, bucket, sum(amount)::bigint AS amount
        FROM (SELECT left(place, 9) AS township, left(place, 6) AS county, day,
                     day - (extract(day FROM day)::int - 1) AS month, of_kind, of_category, of_channel, unit, measure,
                     bucket, amount FROM net) AS placed
        GROUP BY measure, bucket, GROUPING SETS (
            (of_kind, township, month), (of_kind, county, day), (of_kind, unit, county, month),
            (of_category, county, month), (of_channel, county, month))
    ), of_county AS MATERIALIZED (
        SELECT cut, left(place, 6) AS place, period, what, unit, measure, bucket, sum(amount)::bigint AS amount
        FROM fine WHERE cut = '' GROUP BY cut, left(place, 6), period, what, unit, measure, bucket
        UNION ALL SELECT * FROM fine WHERE cut <> ''
    ), sums (level, cut, place, period, what, unit, measure, bucket, amount) AS (
        SELECT 9, * FROM fine WHERE cut = ''
        UNION ALL SELECT 6, * FROM of_county
        UNION ALL SELECT 4, cut, left(place, 4), period, what, unit, measure, bucket, sum(amount)::bigint
        FROM of_county WHERE cut <> 'unit' GROUP BY cut, left(place, 4), period, what, unit, measure, bucket
    ), summed AS (
        SELECT level, CASE cut WHEN 'day' THEN '' ELSE cut END AS by, cut <> 'day' AS monthly, distributed, place,
               period, family, kind, CASE cut WHEN 'category' THEN category WHEN 'channel' THEN channel
                                              WHEN 'unit' THEN unit::text ELSE '' END AS value,
               secrecy, measures, buckets, amounts
        FROM (
            SELECT level, cut, measure = ANY(%(distributed)s) AS distributed, place, period, what, unit,
                   array_agg(measure) AS measures, array_agg(bucket) AS buckets, array_agg(amount) AS amounts
            FROM sums WHERE amount <> 0 GROUP BY level, cut, distributed, place, period, what, unit
        ) AS packed JOIN what ON number = what
    )
"""
# Of what comes all counts; of what changes most is as before, and only what is not is added up.
SUMS = _SUMS.format(net="TABLE single")
_SUMS_OF_CHANGES = _SUMS.format(
    net="""
        SELECT place, of_kind, of_category, of_channel, day, unit, measure, bucket, sum(amount)::bigint AS amount
        FROM single GROUP BY place, of_kind, of_category, of_channel, day, unit, measure, bucket HAVING sum(amount) <> 0
    """
)
PUT_COUNTED = f"""
    INSERT INTO figures_counted (flow, {COUNTED}) SELECT %(flow)s, {COUNTED} FROM {{rows}}
    ON CONFLICT (flow, source, category) DO UPDATE SET
        {", ".join(f"{column} = excluded.{column}" for column in COUNTED.split(", ")[2:])}
"""  # noqa: S608 -- put together from constants
PUT_SUMS = f"INSERT INTO figures_summed AS old (flow, {SUMMED}) SELECT %(flow)s, {SUMMED} FROM summed"  # noqa: S608 -- put together from constants
_FOLD = f"""
    WITH now_row AS MATERIALIZED ({{packed}}), old_row AS MATERIALIZED (
        SELECT {COUNTED} FROM figures_counted WHERE flow = %(flow)s AND source = ANY(%(keys)s)
    ), came AS MATERIALIZED (
        TABLE now_row EXCEPT TABLE old_row
    ), gone AS MATERIALIZED (
        TABLE old_row EXCEPT TABLE now_row
    ), put AS (
        {PUT_COUNTED.format(rows="came")}
    ), removed AS (
        DELETE FROM figures_counted old USING gone
        WHERE old.flow = %(flow)s AND old.source = gone.source AND old.category = gone.category
            AND NOT EXISTS (SELECT FROM came WHERE came.source = gone.source AND came.category = gone.category)
    ), changed AS (
        SELECT *, 1 AS sign FROM came UNION ALL SELECT *, -1 FROM gone
    ), {_SUMS_OF_CHANGES}
    {PUT_SUMS}
    ON CONFLICT (flow, {SUMS_APART}) DO UPDATE SET (measures, buckets, amounts) = (
        SELECT coalesce(array_agg(measure), '{{{{}}}}'), coalesce(array_agg(bucket), '{{{{}}}}'),
               coalesce(array_agg(amount), '{{{{}}}}')
        FROM (
            SELECT measure, bucket, sum(amount)::bigint AS amount FROM (
                SELECT unnest(old.measures), unnest(old.buckets), unnest(old.amounts)
                UNION ALL SELECT unnest(excluded.measures), unnest(excluded.buckets), unnest(excluded.amounts)
            ) AS each_ (measure, bucket, amount) GROUP BY measure, bucket HAVING sum(amount) <> 0
        ) AS both_)
"""  # noqa: S608 -- put together from constants


def fold(flow: Flow, keys: Sequence[int]) -> None:
    """Bring facts and sums of some rows up to what the rows say now."""
    packed, params = packed_facts(flow, keys)
    with transaction.atomic():
        take_figures(flow)
        with connection.cursor() as cursor:
            cursor.execute(_FOLD.format(packed=packed), params)
            cursor.execute("DELETE FROM figures_summed WHERE flow = %s AND amounts = '{}'", [flow.code])


def packed_facts(flow: Flow, keys: Sequence[int]) -> tuple[str, dict[str, Any]]:
    """Return a SELECT of what `Counted` has of some rows, by what they say now, and its parameters."""
    found = flow.facts(keys)
    text = _PACKED.format(of_row=OF_ROW, rows=found.rows, facts=found.facts, arrays=_ARRAYS)
    return text, {
        **found.params,
        "flow": flow.code,
        "distributed": sorted(flow.distributed),
        "keys": list(keys),
    }


def take_figures(flow: Flow) -> None:
    """Let nobody else fold facts of a flow until the end of the transaction."""
    take_turn(f"figures:{flow.code}")
