"""Which facts follow from a matter: what was done with it on which day, and how long that took.

Facts lie where the matter lies now, for there its list has it. Each counts a matter once, so that a number is that of
the matters behind it: on the day when it happened first; what was settled and rated, when it was last. One that was
reopened isn't settled until it is again. Success is counted when a matter ends: it is a share of those that did.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from sanling.domain.indicators.distribution import BEGINNING, bucket_sql
from sanling.domain.indicators.flows import CONCEALED, FactsSql, key_batches
from sanling.domain.matters.models import Matter
from sanling.domain.workflow.queries import reading_of
from sanling.domain.workflow.schema import Workflow

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
    "successful": _("Ended with success"),
    "settled_on_time": _("Settled on time"),
    "ended": _("Matters ended"),
    "overdue": _("Matters overdue"),
    "responded": _("First responses"),
    "responded_on_time": _("First responses on time"),
    "rated": _("Matters rated"),
    "rating_sum": _("Sum of ratings"),
    "satisfied": _("Rated as satisfied"),
    "repeats": _("Repeated reports"),
    "called_in": _("Departments called in"),
    "reported_in": _("Departments that reported in"),
    "reported_in_on_time": _("Reported in on time"),
    "steps_rated": _("Ratings of steps"),
    "steps_satisfied": _("Steps rated as satisfied"),
    "open": _("Change of what is open"),
    "backlog": _("Open, by the day of registration"),
    "response_time": _("Time to the first response"),
    "handling_time": _("Time to the settlement"),
}
DISTRIBUTED = frozenset({"response_time", "handling_time", "backlog"})
DATED = frozenset({"backlog"})
# Of these a matter may count more than once: a department each, a step each.
SUMMED = frozenset(
    {
        *("rating_sum", "steps_rated", "steps_satisfied"),
        *("called_in", "reported_in", "reported_in_on_time"),
    }
)
# How matters are counted, whatever is counted of them.
ROWS = """
    SELECT id AS source, left(division_path, 12) AS place, family, kind,
           CASE WHEN concealed THEN %(concealed)s ELSE confidentiality END AS secrecy, channel
    FROM matters_matter WHERE id = ANY(%(keys)s)
"""
OF_ROWS = {"concealed": CONCEALED}
# Verbs of which the first act counts, by what it counts as.
_ONCE = {
    "refuse": "refused",
    "withdraw": "withdrawn",
    "return": "returned",
    "escalate": "escalated",
    "supervise": "supervised",
    "reopen": "reopened",
}
_SUCCESSFUL = ("settled",)
# A rating is one to five.
_SATISFIED = 4


_FACTS = f"""
    WITH matter AS MATERIALIZED (
        SELECT id, definition_id, category, unit_id, registered_at, resolved_at, ended_at, outcome
        FROM matters_matter WHERE id = ANY(%(keys)s)
    ), known (definition_id, code, verb) AS (
        SELECT * FROM unnest(%(definitions)s::bigint[], %(codes)s::text[], %(verbs)s::text[])
    ), known_state (definition_id, state, ends, untaken) AS (
        SELECT * FROM unnest(%(of_states)s::bigint[], %(states)s::text[], %(ends)s::bool[], %(untaken)s::bool[])
    ), move AS (
        SELECT left_.definition_id, left_.state AS from_state, came.state AS to_state,
               came.ends AND NOT left_.ends AS closes, left_.ends AND NOT came.ends AS reopens,
               left_.untaken AND NOT came.untaken AND NOT came.ends AS takes_in
        FROM known_state left_ JOIN known_state came USING (definition_id)
        WHERE came.ends <> left_.ends OR left_.untaken AND NOT came.untaken
    ), done AS MATERIALIZED (
        SELECT entry.id, matter.id AS matter_id, entry.at, coalesce(entry.unit_id, matter.unit_id) AS unit_id,
               known.verb, entry.actor_kind, closes, reopens, takes_in
        FROM matters_entry entry
        JOIN matter ON matter.id = entry.matter_id
        LEFT JOIN known ON known.definition_id = matter.definition_id AND known.code = entry.code
        LEFT JOIN move ON move.definition_id = matter.definition_id
            AND move.from_state = entry.from_state AND move.to_state = entry.to_state
    ), responded AS MATERIALIZED (
        SELECT DISTINCT ON (matter_id) matter_id, at, unit_id FROM done
        WHERE verb NOT IN ('', 'register') AND actor_kind = 'post' ORDER BY matter_id, at, id
    ), rated AS (
        SELECT DISTINCT ON (matter_id) rating.matter_id, done.at, done.unit_id, rating.result, rating.steps
        FROM matters_rating rating JOIN done ON done.id = rating.entry_id
        WHERE rating.matter_id = ANY(%(keys)s) ORDER BY rating.matter_id, done.at DESC, done.id DESC
    ), late AS MATERIALIZED (
        SELECT matter_id, min(late_at) AS at FROM matters_clock
        WHERE matter_id = ANY(%(keys)s) AND late_at IS NOT NULL GROUP BY matter_id
    ), called AS (
        SELECT joint.matter_id, joint.unit_id, begun_at, signed_at,
               NOT EXISTS (SELECT FROM matters_clock clock
                           WHERE clock.assignment_id = joint.id AND late_at < signed_at) AS on_time
        FROM matters_assignment joint WHERE matter_id = ANY(%(keys)s) AND kind = 'joint'
    ), opened AS (
        SELECT id AS matter_id, registered_at AS at, unit_id, 1 AS amount FROM matter
        UNION ALL SELECT id, ended_at, unit_id, -1 FROM matter WHERE ended_at IS NOT NULL
        UNION ALL SELECT matter_id, at, unit_id, 1 FROM done WHERE reopens
        UNION ALL SELECT matter_id, at, unit_id, -1 FROM done closed
            WHERE closed.closes AND EXISTS (SELECT FROM done later WHERE later.matter_id = closed.matter_id
                AND later.reopens AND (later.at, later.id) > (closed.at, closed.id))
    ), counted (matter_id, at, unit_id, measure, bucket, amount) AS (
        SELECT matter_id, at, unit_id, 'taken_in', 0, 1 FROM (
            SELECT DISTINCT ON (matter_id) matter_id, at, unit_id FROM done
            WHERE takes_in ORDER BY matter_id, at, id) AS first_taken
        UNION ALL SELECT matter_id, at, unit_id, measure, 0, 1 FROM (
            SELECT DISTINCT ON (matter_id, measure) matter_id, at, unit_id, measure
            FROM done JOIN unnest(%(once)s::text[], %(counts_as)s::text[]) AS once (verb, measure) USING (verb)
            ORDER BY matter_id, measure, at, id) AS first_done
        UNION ALL SELECT id, told.at, matter.unit_id, measure, bucket, 1
            FROM matter LEFT JOIN late ON late.matter_id = matter.id CROSS JOIN LATERAL (
                VALUES ('registered', registered_at, 0), ('settled', resolved_at, 0),
                    ('settled_on_time', CASE WHEN late.at >= resolved_at OR late.at IS NULL THEN resolved_at END, 0),
                    ('ended', ended_at, 0), ('overdue', late.at, 0),
                    ('successful', CASE WHEN outcome = ANY(%(successful)s) THEN ended_at END, 0),
                    ('handling_time', resolved_at, {bucket_sql("resolved_at - registered_at")})
            ) AS told (measure, at, bucket) WHERE told.at IS NOT NULL
        UNION ALL SELECT responded.matter_id, responded.at, responded.unit_id, measure, bucket, 1
            FROM responded JOIN matter ON matter.id = responded.matter_id
            LEFT JOIN late ON late.matter_id = matter.id CROSS JOIN LATERAL (
                VALUES ('responded', 0, true), ('responded_on_time', 0, late.at IS NULL OR late.at >= responded.at),
                    ('response_time', {bucket_sql("responded.at - registered_at")}, true)
            ) AS told (measure, bucket, so) WHERE so
        UNION ALL SELECT matter_id, at, unit_id, measure, 0, amount FROM rated CROSS JOIN LATERAL (
            VALUES ('rated', 1), ('rating_sum', result), ('satisfied', CASE WHEN result >= %(satisfied)s THEN 1 END),
                ('steps_rated', (SELECT count(*) FROM jsonb_each(steps))),
                ('steps_satisfied', (SELECT count(*) FROM jsonb_each_text(steps) AS step (code, rated)
                    WHERE rated::int >= %(satisfied)s))
            ) AS told (measure, amount) WHERE amount > 0
        UNION ALL SELECT id, registered_at, unit_id, 'repeats', 0, 1 FROM matter WHERE EXISTS (
            SELECT FROM matters_relation tie WHERE tie.matter_id = matter.id AND tie.kind = 'repeat_of')
        UNION ALL SELECT matter_id, told.at, unit_id, measure, 0, 1 FROM called CROSS JOIN LATERAL (
            VALUES ('called_in', begun_at), ('reported_in', signed_at),
                ('reported_in_on_time', CASE WHEN on_time THEN signed_at END)
            ) AS told (measure, at) WHERE told.at IS NOT NULL
    )
    SELECT matter_id AS source, category, (at AT TIME ZONE %(zone)s)::date AS day, counted.unit_id AS unit, measure,
           bucket, sum(amount) AS amount
    FROM counted JOIN matter ON matter.id = matter_id GROUP BY 1, 2, 3, 4, 5, 6
    UNION ALL SELECT source, category, day, unit, measure, CASE measure WHEN 'backlog' THEN since ELSE 0 END, amount
    FROM (
        SELECT matter_id AS source, category, (at AT TIME ZONE %(zone)s)::date AS day, opened.unit_id AS unit,
               (registered_at AT TIME ZONE %(zone)s)::date - %(beginning)s::date AS since, sum(amount) AS amount
        FROM opened JOIN matter ON matter.id = matter_id GROUP BY 1, 2, 3, 4, 5 HAVING sum(amount) <> 0
    ) AS changed CROSS JOIN (VALUES ('open'), ('backlog')) AS told (measure)
"""  # noqa: S608 -- put together from constants


def facts_of(keys: Sequence[int]) -> FactsSql:
    """Return the facts of some matters."""
    known = definitions_of(keys)
    acts = [(pk, action.code, action.verb) for pk, found in known.items() for action in found.actions]
    return FactsSql(
        ROWS,
        _FACTS,
        {
            "keys": list(keys),
            "definitions": [pk for pk, _code, _verb in acts],
            "codes": [code for _pk, code, _verb in acts],
            "verbs": [verb for _pk, _code, verb in acts],
            **states_of(known),
            "once": list(_ONCE),
            "counts_as": list(_ONCE.values()),
            "successful": list(_SUCCESSFUL),
            "satisfied": _SATISFIED,
            "beginning": BEGINNING,
            **OF_ROWS,
            "zone": settings.TIME_ZONE,
        },
    )


def states_of(known: Mapping[int, Workflow]) -> dict[str, list[Any]]:
    """Return the states of some definitions, as arrays side by side."""
    states = [(pk, found, state) for pk, found in known.items() for state in found.states]
    return {
        "of_states": [pk for pk, _found, _state in states],
        "states": [state.code for _pk, _found, state in states],
        "ends": [state.end for _pk, _found, state in states],
        # Nobody has taken on what waits where it was registered, or follows another matter.
        "untaken": [state.follows or state.code == found.initial for _pk, found, state in states],
    }


def definitions_of(keys: Sequence[int]) -> dict[int, Workflow]:
    """Return the definitions of some matters, to read them by."""
    definitions = Matter.objects.filter(pk__in=keys).order_by().values_list("definition_id", flat=True)
    return {pk: reading_of(pk) for pk in definitions.distinct()}


def all_keys(city: str) -> Iterator[list[int]]:
    """Yield the keys of all matters of a city, some thousands at once."""
    yield from key_batches(Matter.objects.filter(city=city))
