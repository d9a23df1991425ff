"""Which facts follow from a matter: what was done with it on which day, and how long that took.

Facts lie where the matter lies now, for there its list has it. Each counts a matter once, so that a number is that of
the matters behind it: on the day when it happened first; what was settled and rated, when it was last. One that was
reopened isn't settled until it is again.
"""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sanling.domain.indicators.distribution import BASE
from sanling.domain.indicators.flows import CONCEALED, FactsSql
from sanling.domain.matters.models import Matter
from sanling.domain.workflow.queries import reading_of

MEASURES = {
    "registered": _("Matters registered"),
    "taken_in": _("Matters taken in"),
    "refused": _("Matters refused"),
    "withdrawn": _("Matters withdrawn"),
    "returned": _("Matters returned"),
    "escalated": _("Matters escalated"),
    "supervised": _("Matters supervised"),
    "reopened": _("Matters reopened"),
    "settled": _("Matters settled"),
    "successful": _("Settled with success"),
    "settled_on_time": _("Settled on time"),
    "ended": _("Matters ended"),
    "overdue": _("Matters overdue"),
    "responded": _("First responses"),
    "responded_on_time": _("First responses on time"),
    "rated": _("Matters rated"),
    "rating_sum": _("Sum of ratings"),
    "satisfied": _("Rated as satisfied"),
    "open": _("Change of what is open"),
    "response_time": _("Time to the first response"),
    "handling_time": _("Time to the settlement"),
}
DISTRIBUTED = frozenset({"response_time", "handling_time"})
# Verbs of which the first act counts, by what it counts as.
_ONCE = {
    "refuse": "refused",
    "withdraw": "withdrawn",
    "return": "returned",
    "escalate": "escalated",
    "supervise": "supervised",
    "reopen": "reopened",
}
_BATCH = 5_000
_SUCCESSFUL = ("settled",)
# A rating is one to five.
_SATISFIED = 4


def _bucket(until: str) -> str:
    """Return the SQL of the bucket of a duration: the power of the base that its minutes reach."""
    minutes = f"greatest(extract(epoch FROM {until} - registered_at) / 60, 1)"
    return f"floor(ln({minutes}) / ln(%(base)s))::int"


_FACTS = f"""
    WITH matter AS MATERIALIZED (
        SELECT id, definition_id, left(division_path, 12) AS place, family, kind,
               CASE WHEN concealed THEN %(concealed)s ELSE confidentiality END AS secrecy, category, channel, unit_id,
               registered_at, resolved_at, ended_at, outcome
        FROM matters_matter WHERE id = ANY(%(keys)s)
    ), known (definition_id, code, verb) AS (
        SELECT * FROM unnest(%(definitions)s::bigint[], %(codes)s::text[], %(verbs)s::text[])
    ), known_state (definition_id, state, ends, untaken) AS (
        SELECT * FROM unnest(%(of_states)s::bigint[], %(states)s::text[], %(ends)s::bool[], %(untaken)s::bool[])
    ), done AS MATERIALIZED (
        SELECT entry.id, matter.id AS matter_id, entry.at, coalesce(entry.unit_id, matter.unit_id) AS unit_id,
               coalesce(known.verb, '') AS verb, entry.from_state, entry.to_state, entry.actor_kind,
               came.ends AND NOT left_.ends AS closes, left_.ends AND NOT came.ends AS reopens,
               left_.untaken AND NOT came.untaken AND NOT came.ends AS takes_in
        FROM matters_entry entry
        JOIN matter ON matter.id = entry.matter_id
        LEFT JOIN known ON known.definition_id = matter.definition_id AND known.code = entry.code
        LEFT JOIN known_state came ON came.definition_id = matter.definition_id AND came.state = entry.to_state
        LEFT JOIN known_state left_ ON left_.definition_id = matter.definition_id AND left_.state = entry.from_state
    ), responded AS (
        SELECT DISTINCT ON (matter_id) matter_id, at, unit_id FROM done
        WHERE verb NOT IN ('', 'register') AND actor_kind = 'post' ORDER BY matter_id, at, id
    ), rated AS (
        SELECT DISTINCT ON (matter_id) rating.matter_id, done.at, done.unit_id, rating.result
        FROM matters_rating rating JOIN done ON done.id = rating.entry_id
        WHERE rating.matter_id = ANY(%(keys)s) ORDER BY rating.matter_id, done.at DESC, done.id DESC
    ), late AS (
        SELECT matter_id, min(late_at) AS at FROM matters_clock
        WHERE matter_id = ANY(%(keys)s) AND late_at IS NOT NULL GROUP BY matter_id
    ), counted (matter_id, at, unit_id, measure, bucket, amount) AS (
        SELECT id, registered_at, unit_id, 'registered', 0, 1 FROM matter
        UNION ALL SELECT id, registered_at, unit_id, 'open', 0, 1 FROM matter
        UNION ALL SELECT * FROM (
            SELECT DISTINCT ON (matter_id) matter_id, at, unit_id, 'taken_in', 0, 1 FROM done
            WHERE takes_in ORDER BY matter_id, at, id) taken_in
        UNION ALL SELECT * FROM (
            SELECT DISTINCT ON (matter_id, measure) matter_id, at, unit_id, measure, 0, 1
            FROM done JOIN unnest(%(once)s::text[], %(counts_as)s::text[]) AS once (verb, measure) USING (verb)
            ORDER BY matter_id, measure, at, id) first
        UNION ALL SELECT id, ended_at, unit_id, 'open', 0, -1 FROM matter WHERE ended_at IS NOT NULL
        UNION ALL SELECT matter_id, at, unit_id, 'open', 0, 1 FROM done WHERE reopens
        UNION ALL SELECT matter_id, at, unit_id, 'open', 0, -1 FROM done closed
            WHERE closed.closes AND EXISTS (SELECT FROM done later WHERE later.matter_id = closed.matter_id
                AND later.reopens AND (later.at, later.id) > (closed.at, closed.id))
        UNION ALL SELECT id, resolved_at, unit_id, 'settled', 0, 1 FROM matter WHERE resolved_at IS NOT NULL
        UNION ALL SELECT id, resolved_at, unit_id, 'successful', 0, 1 FROM matter
            WHERE resolved_at IS NOT NULL AND outcome = ANY(%(successful)s)
        UNION ALL SELECT matter.id, resolved_at, unit_id, 'settled_on_time', 0, 1
            FROM matter LEFT JOIN late ON late.matter_id = matter.id
            WHERE resolved_at IS NOT NULL AND (late.at IS NULL OR late.at >= resolved_at)
        UNION ALL SELECT id, ended_at, unit_id, 'ended', 0, 1 FROM matter WHERE ended_at IS NOT NULL
        UNION ALL SELECT late.matter_id, late.at, matter.unit_id, 'overdue', 0, 1
            FROM late JOIN matter ON matter.id = late.matter_id
        UNION ALL SELECT matter_id, at, unit_id, 'responded', 0, 1 FROM responded
        UNION ALL SELECT responded.matter_id, responded.at, responded.unit_id, 'responded_on_time', 0, 1
            FROM responded LEFT JOIN late USING (matter_id) WHERE late.at IS NULL OR late.at >= responded.at
        UNION ALL SELECT matter_id, at, unit_id, measure, 0, amount FROM rated
            CROSS JOIN LATERAL (VALUES ('rated', 1), ('rating_sum', result),
                ('satisfied', CASE WHEN result >= %(satisfied)s THEN 1 END)) AS told (measure, amount)
            WHERE amount IS NOT NULL
        UNION ALL SELECT responded.matter_id, responded.at, responded.unit_id, 'response_time',
                {_bucket("responded.at")}, 1 FROM responded JOIN matter ON matter.id = responded.matter_id
        UNION ALL SELECT id, resolved_at, unit_id, 'handling_time', {_bucket("resolved_at")}, 1
            FROM matter WHERE resolved_at IS NOT NULL
    )
    SELECT matter.id AS source, (counted.at AT TIME ZONE %(zone)s)::date AS day, matter.place, matter.family,
           matter.kind, matter.secrecy, matter.category, matter.channel, counted.unit_id AS unit, counted.measure,
           counted.bucket, sum(counted.amount)::int AS amount
    FROM counted JOIN matter ON matter.id = counted.matter_id
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 HAVING sum(counted.amount) <> 0
"""  # noqa: S608 -- put together from constants


def facts_of(keys: Sequence[int]) -> FactsSql:
    """Return the facts of some matters."""
    definitions = Matter.objects.filter(pk__in=keys).order_by().values_list("definition_id", flat=True)
    known = {pk: reading_of(pk) for pk in definitions.distinct()}
    acts = [(pk, action.code, action.verb) for pk, found in known.items() for action in found.actions]
    states = [(pk, found, state) for pk, found in known.items() for state in found.states]
    return FactsSql(
        _FACTS,
        {
            "keys": list(keys),
            "definitions": [pk for pk, _code, _verb in acts],
            "codes": [code for _pk, code, _verb in acts],
            "verbs": [verb for _pk, _code, verb in acts],
            "of_states": [pk for pk, _found, _state in states],
            "states": [state.code for _pk, _found, state in states],
            "ends": [state.end for _pk, _found, state in states],
            # Nobody has taken on what waits where it was registered, or follows another matter.
            "untaken": [state.follows or state.code == found.initial for _pk, found, state in states],
            "once": list(_ONCE),
            "counts_as": list(_ONCE.values()),
            "successful": list(_SUCCESSFUL),
            "satisfied": _SATISFIED,
            "concealed": CONCEALED,
            "zone": settings.TIME_ZONE,
            "base": BASE,
        },
    )


def all_keys(city: str) -> Iterator[list[int]]:
    """Yield the keys of all matters of a city, some thousands at once."""
    last = 0
    while True:
        found = Matter.objects.filter(city=city, pk__gt=last).order_by("pk")
        keys = list(found.values_list("pk", flat=True)[:_BATCH])
        if not keys:
            return
        yield keys
        last = keys[-1]
