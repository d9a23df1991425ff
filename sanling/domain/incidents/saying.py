"""What is said of an incident as an unsaved row: a new one, or one that says otherwise what is there."""

from collections.abc import Mapping
from typing import Any

from sanling.domain.incidents.access import CONFIDENTIALITY
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.rules import Kind, grade_of
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor

# What is said of an incident, and may be said otherwise later.
SAID = (
    "division_id",
    "site_id",
    "answers_id",
    "happened_on",
    "happened_at",
    "ends_on",
    "matter_id",
    "reached",
    "channel",
    "persons",
    "skips_levels",
    "lawful",
    "upheld",
    "repeat",
    "sort",
    "deaths",
    "serious_injuries",
    "other_injuries",
    "loss",
    "measure",
    "count",
    "wide_effect",
    "withdrawn",
)
# What isn't said of a choice, and of what an accident cost, as it is kept.
_UNCHOSEN = dict.fromkeys(("reached", "channel", "sort", "measure"), "")
_COST_NOTHING = dict.fromkeys(("deaths", "serious_injuries", "other_injuries", "loss"), 0)


def as_kept(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as they are kept: programs write null for what they don't say."""
    unsaid: Mapping[str, Any] = _UNCHOSEN | (_COST_NOTHING if kind is Kind.ACCIDENT else {})
    return {name: unsaid.get(name) if value is None else value for name, value in values.items()}


def corrected(actor: Actor, incident: Incident, values: Mapping[str, Any], reason: str) -> Incident:
    """Return the unsaved row that says it otherwise; what isn't named stays."""
    before = {name: getattr(incident, name) for name in SAID}
    row = new_row(
        actor, Kind(incident.kind), {**before, **values}, source=incident.source, own_id=incident.own_id
    )
    row.corrects, row.reason = incident, reason
    return row


def new_row(
    actor: Actor, kind: Kind, values: Mapping[str, Any], *, source: str = "", own_id: str = ""
) -> Incident:
    """Return an unsaved row; how grave an accident is follows from what it cost."""
    row = Incident(
        kind=kind,
        confidentiality=CONFIDENTIALITY.get(kind, 0),
        source=source,
        own_id=own_id,
        recorded_at=clock.now(),
        by=actor.key,
        **as_kept(kind, values),
    )
    if kind is Kind.ACCIDENT:
        row.deaths, row.loss = row.deaths or 0, row.loss or 0
        row.serious_injuries, row.other_injuries = row.serious_injuries or 0, row.other_injuries or 0
        row.grade = grade_of(row.deaths, row.serious_injuries, row.loss)
    return row
