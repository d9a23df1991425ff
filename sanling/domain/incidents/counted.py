"""Which facts follow from an incident, as it is recorded now: what happened, and whom and what it cost.

They lie where it happened, on its day; figures of a time, on its first. What was said otherwise or didn't happen counts
nothing. Their category is the sort of an accident, the level that a petition visit reached, or what a figure measures.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from sanling.domain.incidents.models import Incident
from sanling.domain.indicators.flows import FactsSql, key_batches

MEASURES = {
    "happened": _("Incidents recorded"),
    "persons": _("Persons who came to petition"),
    "deaths": _("Deaths"),
    "serious_injuries": _("Seriously injured"),
    "other_injuries": _("Otherwise injured"),
    "loss": _("Direct loss (CNY)"),
    "counted": _("Counted by the police"),
}
_ROWS = """
    SELECT id AS source, left(division_id, 12) AS place, '' AS family, kind, confidentiality AS secrecy, channel
    FROM incidents_incident WHERE id = ANY(%(keys)s)
"""
_FACTS = """
    SELECT id AS source,
           CASE kind WHEN 'accident' THEN sort WHEN 'petition_visit' THEN reached ELSE incident.measure END AS category,
           happened_on AS day, 0 AS unit, told.measure, 0 AS bucket, amount
    FROM incidents_incident incident CROSS JOIN LATERAL (
        VALUES ('happened', 1), ('persons', persons), ('deaths', deaths), ('serious_injuries', serious_injuries),
            ('other_injuries', other_injuries), ('loss', loss), ('counted', count)
    ) AS told (measure, amount)
    WHERE id = ANY(%(keys)s) AND NOT replaced AND NOT withdrawn AND amount > 0
"""


def facts_of(keys: Sequence[int]) -> FactsSql:
    """Return the facts of some incidents."""
    return FactsSql(_ROWS, _FACTS, {"keys": list(keys)})


def all_keys(city: str) -> Iterator[list[int]]:
    """Yield the keys of all incidents of a city, some thousands at once."""
    yield from key_batches(Incident.objects.filter(city=city))
