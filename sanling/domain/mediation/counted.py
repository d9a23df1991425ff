"""Which facts follow from a mediated dispute, and from the application to have its agreement confirmed.

Their category is the kind of the body that mediates: of the agreement, else of the case, else where whoever has the
dispute works. What becomes of an agreement, how it is performed and whether a court is asked, counts on the day when it
took effect: so that of the agreements of some days those that were kept are a share, whenever they were.
"""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanling.domain.indicators.distribution import bucket_sql
from sanling.domain.indicators.flows import FactsSql, key_batches
from sanling.domain.matters.counted import OF_ROWS, ROWS
from sanling.domain.matters.models import Matter
from sanling.domain.mediation.confirming import FAMILY
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.revisiting import SETTLED

MEASURES = {
    "begun": _("Mediations begun"),
    "concluded": _("Mediations concluded"),
    "settled": _("Settled by mediation"),
    "asked": _("Other side asked"),
    "consented": _("All sides in"),
    "sat": _("First sitting held"),
    "signed": _("Signed by all"),
    "sealed": _("Sealed"),
    "asked_to_in": _("From asking to all sides in"),
    "in_to_sitting": _("From all sides in to the first sitting"),
    "sitting_to_signed": _("From the first sitting to the signatures"),
    "signed_to_sealed": _("From the signatures to the seal"),
    "agreed": _("Agreements in force"),
    "agreed_sum": _("Sums agreed on (CNY)"),
    "owing": _("Agreements with something to perform"),
    "kept": _("Performed"),
    "kept_in_time": _("Performed in time"),
    "kept_late": _("Performed late"),
    "broken": _("Not performed"),
    "to_court": _("Brought to a court for confirmation"),
    "revisits": _("Revisits made"),
    "revisits_in_time": _("Revisits made in time"),
    "relapses": _("Found to flare up again"),
    "applied": _("Applications for confirmation"),
    "decided": _("Applications decided"),
    "confirmed": _("Confirmed by the court"),
    "to_ruling": _("From the application to the ruling"),
}
DISTRIBUTED = frozenset(
    {"asked_to_in", "in_to_sitting", "sitting_to_signed", "signed_to_sealed", "to_ruling"}
)
# Of these a dispute may count more than once.
SUMMED = frozenset({"agreed_sum", "revisits", "revisits_in_time", "relapses"})
CONFIRMED = "confirmed"

# The matters of these keys that are mediated, each with its body, and with its agreement if one is in force.
OF_BODIES = """
    matter AS MATERIALIZED (
        SELECT id, unit_id, outcome, resolved_at FROM matters_matter
        JOIN unnest(%(cities)s::text[], %(kinds)s::text[]) AS mediated (city_, kind_) ON city_ = city AND kind_ = kind
        WHERE id = ANY(%(keys)s)
    ), charged AS (
        SELECT DISTINCT ON (matter_id) matter_id, post_id, (begun_at AT TIME ZONE %(zone)s)::date AS day
        FROM matters_assignment WHERE matter_id = ANY(%(keys)s) AND kind = 'main' AND post_id IS NOT NULL
        ORDER BY matter_id, begun_at DESC, id DESC
    ), body AS MATERIALIZED (
        SELECT DISTINCT ON (matter_id) matter_id, body.id, body.kind, body.unit_id FROM (
            SELECT matter_id, body_id, 1 AS turn, (ended_at IS NOT NULL)::int AS first, -nth AS then_
            FROM mediation_agreement WHERE matter_id = ANY(%(keys)s)
            UNION ALL SELECT matter_id, body_id, 2, 0, 0 FROM mediation_case WHERE matter_id = ANY(%(keys)s)
            UNION ALL SELECT matter_id, body_id, 3, (NOT day BETWEEN begins_on AND coalesce(ends_on, day))::int, id
            FROM charged JOIN mediation_mediator USING (post_id)
        ) AS known JOIN mediation_body body ON body.id = body_id ORDER BY matter_id, turn, first, then_
    ), agreement AS MATERIALIZED (
        SELECT id, matter_id, form, effective_at, sealed_at FROM mediation_agreement
        WHERE matter_id = ANY(%(keys)s) AND effective_at IS NOT NULL AND ended_at IS NULL
    )"""
# How agreements in force by which something is owed are performed: "in_time", "late", "broken", "" while it is due.
PERFORMED = """
    performance AS MATERIALIZED (
        SELECT matter_id, CASE WHEN NOT bool_and(done) THEN CASE WHEN bool_or(broken) THEN 'broken' ELSE '' END
                               WHEN bool_or(late) THEN 'late' ELSE 'in_time' END AS how
        FROM (
            SELECT agreement.matter_id, owed.performed_at IS NOT NULL AS done,
                   owed.performed_at IS NULL AND coalesce(said.last, '') = 'broken' AS broken,
                   coalesce(said.done_on > owed.due_on, false) AS late
            FROM agreement JOIN mediation_obligation owed ON owed.agreement_id = agreement.id CROSS JOIN LATERAL (
                SELECT (array_agg(result ORDER BY at DESC, id DESC))[1] AS last,
                       max(done_on) FILTER (WHERE result <> 'broken') AS done_on
                FROM mediation_performance WHERE obligation_id = owed.id) AS said
        ) AS each_ GROUP BY matter_id
    )"""
_STEPS = """
    step AS MATERIALIZED (
        SELECT matter.id AS matter_id, asked.at AS asked_at, asked.in_at, sat.at AS sat_at, agreement.sealed_at,
               -- Of a dispute whose texts are forgotten no signature is left.
               coalesce(signed.at, CASE WHEN form <> 'oral' THEN effective_at END) AS signed_at
        FROM matter LEFT JOIN agreement ON agreement.matter_id = matter.id
        LEFT JOIN LATERAL (
            SELECT min(asked_at) AS at, CASE WHEN bool_and(answer <> '') THEN
                max(answered_at) FILTER (WHERE answer = 'consents') END AS in_at
            FROM mediation_side WHERE matter_id = matter.id AND role = 'respondent') AS asked ON true
        LEFT JOIN LATERAL (
            SELECT min(begins_at) AS at FROM mediation_sitting
            WHERE matter_id = matter.id AND ended_how = 'held') AS sat ON true
        LEFT JOIN LATERAL (
            SELECT max(signed_at) AS at FROM mediation_signature WHERE agreement_id = agreement.id) AS signed ON true
    )"""
# A step that came before the one that it follows on took no time that could be told.
_TIMES = (
    ("asked_to_in", "in_at", "asked_at"),
    ("in_to_sitting", "sat_at", "in_at"),
    ("sitting_to_signed", "signed_at", "sat_at"),
    ("signed_to_sealed", "sealed_at", "signed_at"),
)
_TOOK = ", ".join(
    f"('{measure}', CASE WHEN {at} >= {since} THEN {at} END, {bucket_sql(f'({at} - {since})')})"
    for measure, at, since in _TIMES
)
_FACTS = f"""
    WITH {OF_BODIES}, {PERFORMED}, {_STEPS}, application AS MATERIALIZED (
        SELECT application.matter_id, agreement.matter_id AS dispute_id, body.kind AS body, body.unit_id, applied_at,
               CASE WHEN applied_at IS NOT NULL THEN resolved_at END AS decided_at, outcome
        FROM mediation_judicialconfirmation application JOIN matters_matter matter ON matter.id = matter_id
        JOIN mediation_agreement agreement ON agreement.id = agreement_id
        JOIN mediation_body body ON body.id = agreement.body_id
        WHERE application.matter_id = ANY(%(keys)s) OR agreement.matter_id = ANY(%(keys)s)
    ), counted (matter_id, at, measure, bucket, amount) AS (
        SELECT id, told.at, measure, 0, 1 FROM matter LEFT JOIN LATERAL (
            SELECT coalesce(min(signed_at), resolved_at) AS at FROM matters_assignment
            WHERE matter_id = matter.id AND kind = 'main') AS taken ON true CROSS JOIN LATERAL (
            VALUES ('begun', taken.at), ('concluded', resolved_at),
                ('settled', CASE WHEN outcome = %(settled)s THEN resolved_at END)) AS told (measure, at)
        UNION ALL SELECT matter_id, told.at, measure, bucket, 1 FROM step CROSS JOIN LATERAL (
            VALUES ('asked', asked_at, 0), ('consented', in_at, 0), ('sat', sat_at, 0), ('signed', signed_at, 0),
                ('sealed', sealed_at, 0), {_TOOK}) AS told (measure, at, bucket)
        UNION ALL SELECT agreement.matter_id, effective_at, measure, 0, amount FROM agreement
            LEFT JOIN performance USING (matter_id) CROSS JOIN LATERAL (
                VALUES ('agreed', 1), ('agreed_sum', (
                        SELECT round(sum(amount) / 100.0)::bigint FROM mediation_obligation
                        WHERE agreement_id = agreement.id)),
                    ('owing', CASE WHEN how IS NOT NULL THEN 1 END),
                    ('kept', CASE WHEN how IN ('in_time', 'late') THEN 1 END),
                    ('kept_in_time', CASE how WHEN 'in_time' THEN 1 END),
                    ('kept_late', CASE how WHEN 'late' THEN 1 END), ('broken', CASE how WHEN 'broken' THEN 1 END),
                    ('to_court', CASE WHEN EXISTS (SELECT FROM application
                        WHERE dispute_id = agreement.matter_id AND applied_at IS NOT NULL) THEN 1 END)
            ) AS told (measure, amount) WHERE amount > 0
        UNION ALL SELECT matter.id, done_on::timestamp AT TIME ZONE %(zone)s, measure, 0, 1
            FROM mediation_revisit revisit JOIN matter ON matter.id = matter_id CROSS JOIN LATERAL (
                VALUES ('revisits', true), ('revisits_in_time', done_on <= due_on), ('relapses', result = 'relapsed')
            ) AS told (measure, so) WHERE so AND done_on IS NOT NULL
    )
    SELECT counted.matter_id AS source, coalesce(body.kind, '') AS category, (at AT TIME ZONE %(zone)s)::date AS day,
           coalesce(body.unit_id, matter.unit_id) AS unit, measure, bucket, sum(amount) AS amount
    FROM counted JOIN matter ON matter.id = counted.matter_id LEFT JOIN body ON body.matter_id = counted.matter_id
    WHERE at IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6
    UNION ALL SELECT matter_id, body, (at AT TIME ZONE %(zone)s)::date, unit_id, measure, bucket, 1
    FROM application CROSS JOIN LATERAL (
        VALUES ('applied', applied_at, 0), ('decided', decided_at, 0),
            ('confirmed', CASE WHEN outcome = %(confirmed)s THEN decided_at END, 0),
            ('to_ruling', CASE WHEN decided_at >= applied_at THEN decided_at END,
             {bucket_sql("(decided_at - applied_at)")})
    ) AS told (measure, at, bucket) WHERE at IS NOT NULL AND matter_id = ANY(%(keys)s)
"""  # noqa: S608 -- put together from constants


def facts_of(keys: Sequence[int]) -> FactsSql:
    """Return the facts of some matters; of what isn't mediated, and asks no court to confirm, there are none."""
    return FactsSql(ROWS, _FACTS, {**OF_ROWS, **of_bodies(keys), "settled": SETTLED, "confirmed": CONFIRMED})


def of_bodies(keys: Sequence[int]) -> dict[str, object]:
    """Return the parameters of `OF_BODIES`: the keys, and which kinds each of their cities mediates."""
    cities = Matter.objects.filter(pk__in=keys).order_by().values_list("city", flat=True).distinct()
    pairs = [(city, kind) for city in cities for kind in part_of(city).mediated]
    return {
        "keys": list(keys),
        "cities": [city for city, _kind in pairs],
        "kinds": [kind for _city, kind in pairs],
        "zone": settings.TIME_ZONE,
    }


def all_keys(city: str) -> Iterator[list[int]]:
    """Yield the keys of all disputes and applications for confirmation of a city, some thousands at once."""
    mediated = Q(kind__in=part_of(city).mediated) | Q(family=FAMILY)
    yield from key_batches(Matter.objects.filter(mediated, city=city))
