"""Which facts follow from an incident, as it is recorded now: what happened, and whom and what it cost.

They lie where it happened, on its day; figures of a time, on its first. What was said otherwise or didn't happen counts
nothing. Their category is the sort of an accident, the level that a petition reached, or what a figure measures.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.naming import CHANNELS, KINDS, LEVELS, SORTS
from sanling.domain.incidents.naming import MEASURES as FIGURES
from sanling.domain.incidents.rules import COLLECTIVE, Channel, Kind, Measure
from sanling.domain.indicators.flows import FactsSql, key_batches

# Of petitions "happened" counts batches, whoever came with one.
MEASURES = {
    "happened": _("Incidents recorded"),
    "online": _("Petitions by the web"),
    "repeats": _("Repeated petitions"),
    "skipping": _("Petitions past a level"),
    "collective": _("Collective petitions"),
    "persons": _("Persons who petitioned"),
    "online_persons": _("Persons who petitioned by the web"),
    "deaths": _("Deaths"),
    "serious_injuries": _("Seriously injured"),
    "other_injuries": _("Otherwise injured"),
    "loss": _("Direct loss (CNY)"),
    "calls": _("Calls counted by the police"),
    "cases": _("Cases counted by the police"),
    "homicides": _("Homicides counted by the police"),
    "robbery_and_theft": _("Robbery and theft counted by the police"),
}
# Of these an incident may count more than once.
SUMMED = frozenset(
    {
        *("persons", "online_persons"),
        *("deaths", "serious_injuries", "other_injuries", "loss"),
        *("calls", "cases", "homicides", "robbery_and_theft"),
    }
)
# What the police count, by what it counts as: calls are no cases, and what is among the cases isn't added to them.
_COUNTS_AS = {
    Measure.CRIMINAL_CALLS: "calls",
    Measure.ORDER_CALLS: "calls",
    Measure.CRIMINAL_CASES: "cases",
    Measure.ORDER_CASES: "cases",
    Measure.HOMICIDES: "homicides",
    Measure.ROBBERY_AND_THEFT: "robbery_and_theft",
}
_ROWS = """
    SELECT id AS source, left(division_id, 12) AS place, '' AS family, kind, confidentiality AS secrecy, channel
    FROM incidents_incident WHERE id = ANY(%(keys)s)
"""
_FACTS = """
    SELECT id AS source,
           CASE kind WHEN 'accident' THEN sort WHEN 'petition_visit' THEN reached ELSE incident.measure END AS category,
           happened_on AS day, 0 AS unit, told.measure, 0 AS bucket, amount
    FROM incidents_incident incident
    LEFT JOIN unnest(%(figures)s::text[], %(counts_as)s::text[]) AS figure (measure, counts_as)
        ON figure.measure = incident.measure AND kind = %(police)s
    CROSS JOIN LATERAL (
        VALUES ('happened', 1), ('online', CASE WHEN channel = %(online)s THEN 1 END),
            ('repeats', CASE WHEN repeat THEN 1 END), ('skipping', CASE WHEN skips_levels THEN 1 END),
            ('collective', CASE WHEN persons >= %(collective)s THEN 1 END),
            ('persons', persons), ('online_persons', CASE WHEN channel = %(online)s THEN persons END),
            ('deaths', deaths), ('serious_injuries', serious_injuries), ('other_injuries', other_injuries),
            ('loss', loss), (counts_as, count)
    ) AS told (measure, amount)
    WHERE id = ANY(%(keys)s) AND NOT replaced AND NOT withdrawn AND amount > 0 AND told.measure IS NOT NULL
"""


def facts_of(keys: Sequence[int]) -> FactsSql:
    """Return the facts of some incidents."""
    return FactsSql(
        _ROWS,
        _FACTS,
        {
            "keys": list(keys),
            "figures": list(_COUNTS_AS),
            "counts_as": list(_COUNTS_AS.values()),
            "police": Kind.POLICE_FIGURE,
            "online": Channel.WEB,
            "collective": COLLECTIVE,
        },
    )


def all_keys(city: str) -> Iterator[list[int]]:
    """Yield the keys of all incidents of a city, some thousands at once."""
    yield from key_batches(Incident.objects.filter(city=city))


# What the category of each kind's facts is.
_CATEGORIES: Mapping[str, Mapping[str, object]] = {
    Kind.PETITION_VISIT: LEVELS,
    Kind.ACCIDENT: SORTS,
    Kind.POLICE_FIGURE: FIGURES,
}


def column_names(_city: str, column: str, kind: str) -> Mapping[str, str]:
    """Return the names of kinds, and of a kind's categories and channels, by code."""
    match column:
        case "kind":
            found: Mapping[str, object] = {code.value: name for code, name in KINDS.items()}
        case "channel":
            found = CHANNELS if kind == Kind.PETITION_VISIT else {}
        case _:
            found = _CATEGORIES.get(kind, {})
    return {str(code): str(name) for code, name in found.items()}
