"""How often squares are given, by the day: a flow that figures, checks and pages of numbers pick up."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy

from sanling.domain.indicators.flows import FactsSql, Flow, key_batches
from sanling.domain.matters.access import GUARDED
from sanling.domain.matters.changes import RECOUNTED, TOPIC
from sanling.domain.matters.counted import OF_ROWS, ROWS
from sanling.domain.matters.models import Matter

GIVEN = """
    SELECT matter_id AS source, '' AS category, (min(at) AT TIME ZONE %(zone)s)::date AS day,
           min(entry.unit_id) AS unit, 'given' AS measure, 0 AS bucket, 1 AS amount
    FROM matters_entry entry JOIN matters_matter matter ON matter.id = matter_id
    WHERE matter_id = ANY(%(keys)s) AND family = 'square' AND entry.code = 'allot' GROUP BY matter_id
"""


def _given(keys: Sequence[int]) -> FactsSql:
    return FactsSql(ROWS, GIVEN, {**OF_ROWS, "keys": list(keys), "zone": settings.TIME_ZONE})


def _keys(city: str) -> Iterator[list[int]]:
    yield from key_batches(Matter.objects.filter(city=city, family="square"))


FLOWS = (
    Flow(
        code="squares",
        topics=(TOPIC, RECOUNTED),
        guarded=GUARDED,
        measures={"given": gettext_lazy("Squares given")},
        facts=_given,
        keys=_keys,
    ),
)
