"""Which facts follow from how a matter went from step to step: when it came to each, left it, and how long it stood.

The category of these facts is the step, a state of the matter's workflow. Each counts a matter once a step: when it
came there first, when it left last, and how long it stood there in all, if it doesn't stand there now.
"""

from collections.abc import Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sanling.domain.indicators.distribution import bucket_sql
from sanling.domain.indicators.flows import FactsSql
from sanling.domain.matters.counted import OF_ROWS, ROWS

MEASURES = {
    "entered": _("Came to the step"),
    "left": _("Left the step"),
    "standing": _("Change of what stands at the step"),
    "stood": _("Time at the step"),
}
DISTRIBUTED = frozenset({"stood"})
_FACTS = f"""
    WITH stage AS MATERIALIZED (
        SELECT id, matter_id, state, unit_id, begun_at, ended_at FROM matters_stage WHERE matter_id = ANY(%(keys)s)
    ), step AS (
        SELECT matter_id, state, min(begun_at) AS entered_at,
               (array_agg(unit_id ORDER BY begun_at, id))[1] AS first_unit,
               CASE WHEN bool_and(ended_at IS NOT NULL) THEN max(ended_at) END AS left_at,
               (array_agg(unit_id ORDER BY begun_at DESC, id DESC))[1] AS last_unit, sum(ended_at - begun_at) AS stood
        FROM stage GROUP BY matter_id, state
    ), counted AS (
        SELECT matter_id, state, entered_at AS at, first_unit AS unit_id, 'entered' AS measure, 0 AS bucket, 1 AS amount
        FROM step
        UNION ALL SELECT matter_id, state, left_at, last_unit, measure, bucket, 1
            FROM step CROSS JOIN LATERAL (
                VALUES ('left', 0), ('stood', {bucket_sql("stood")})) AS told (measure, bucket)
            WHERE left_at IS NOT NULL
        UNION ALL SELECT matter_id, state, begun_at, unit_id, 'standing', 0, 1 FROM stage
        UNION ALL SELECT matter_id, state, ended_at, unit_id, 'standing', 0, -1 FROM stage WHERE ended_at IS NOT NULL
    )
    SELECT matter_id AS source, state AS category, (at AT TIME ZONE %(zone)s)::date AS day, unit_id AS unit, measure,
           bucket, sum(amount) AS amount
    FROM counted GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(amount) <> 0
"""  # noqa: S608 -- put together from constants


def steps_of(keys: Sequence[int]) -> FactsSql:
    """Return the facts of the steps of some matters."""
    return FactsSql(ROWS, _FACTS, {**OF_ROWS, "keys": list(keys), "zone": settings.TIME_ZONE})
