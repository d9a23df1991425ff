"""Which facts follow from how a matter went from step to step: when it came to each, left it, and how long it stood.

The category of these facts is the step, a state of the matter's workflow in which it isn't over. Each counts a matter
once a step: when it came there first, when it left last, and how long it stood there in all, if it doesn't stand there
now. So what is shown of them is a matter at a step, by its last stay there.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, Min, OuterRef, QuerySet, Subquery, Sum
from django.utils.translation import gettext_lazy as _

from sanling.domain.indicators.distribution import bucket_sql
from sanling.domain.indicators.flows import FactsSql, Parts
from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.counted import OF_ROWS, ROWS, definitions_of, states_of
from sanling.domain.matters.models import Stage
from sanling.domain.matters.naming import column_names
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import current, reading_of
from sanling.foundation.profile.registry import profile_for

MEASURES = {
    "entered": _("Came to the step"),
    "left": _("Left the step"),
    "standing": _("Change of what stands at the step"),
    "stood": _("Time at the step"),
}
DISTRIBUTED = frozenset({"stood"})
_FACTS = f"""
    WITH known_state (definition_id, state, ends) AS (
        SELECT * FROM unnest(%(of_states)s::bigint[], %(states)s::text[], %(ends)s::bool[])
    ), stage AS MATERIALIZED (
        SELECT stage.id, matter_id, stage.state, stage.unit_id, begun_at, stage.ended_at
        FROM matters_stage stage JOIN matters_matter matter ON matter.id = matter_id
        JOIN known_state ON known_state.definition_id = matter.definition_id AND known_state.state = stage.state
        WHERE matter_id = ANY(%(keys)s) AND NOT known_state.ends
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
    params = {**OF_ROWS, **states_of(definitions_of(keys)), "keys": list(keys), "zone": settings.TIME_ZONE}
    return FactsSql(ROWS, _FACTS, params)


def _stays(seen: QuerySet[Any], facts: QuerySet[Any]) -> QuerySet[Stage]:
    """Return the last stay of each matter that is seen at each step that facts are of."""
    of_step = facts.filter(source=OuterRef("matter_id"), category=OuterRef("state"))
    return last_stays(seen).filter(Exists(of_step))


def last_stays(seen: QuerySet[Any]) -> QuerySet[Stage]:
    """Return the last stay of each matter that is seen at each state that it came to."""
    last = _same().order_by("-begun_at", "-pk").values("pk")[:1]
    return Stage.objects.filter(matter__in=seen.values("pk"), pk=Subquery(last))


def _same() -> QuerySet[Stage]:
    return Stage.objects.filter(matter=OuterRef("matter"), state=OuterRef("state"))


def with_times(stays: QuerySet[Stage]) -> QuerySet[Stage]:
    """Return stays with when the matter came to the step first, and how long it stood there in all until it left."""
    same = _same().order_by().values("state")
    return stays.annotate(
        came_at=Subquery(same.annotate(at=Min("begun_at")).values("at")),
        stood=Subquery(same.annotate(time=Sum(F("ended_at") - F("begun_at"))).values("time")),
    )


PARTS = Parts(of=_stays, key="matter", category="state")


def step_names(city: str, column: str, kind: str) -> Mapping[str, str]:
    """Return the names of a city's kinds that residents bring, of its channels, or of a kind's steps, by code."""
    if column != "category":
        return column_names(city, column, kind)
    part: MattersPart = profile_for(city).part("matters")
    rules = part.kind(kind)
    if rules is None:
        return {}
    try:
        definition = current(city=city, code=rules.workflow)
    except Definition.DoesNotExist:
        return {}
    return {state.code: str(state.name) for state in reading_of(definition.pk).states if not state.end}
