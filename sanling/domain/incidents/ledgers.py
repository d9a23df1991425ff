"""The ledger of what happened, as far as each may know of it."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from sanling.domain.incidents.access import visible_incidents
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.naming import GRADES, KINDS, LEVELS, MEASURES
from sanling.domain.incidents.rules import Grade, Kind, Measure, Reached
from sanling.domain.people.access import Viewer, sees_some
from sanling.domain.people.ledgers import Column, Filter, RoomLedger


def _rows(viewer: Viewer) -> QuerySet[Incident]:
    return visible_incidents(viewer).filter(replaced=False).select_related("division", "answers")


def _kinds(_city: str) -> Mapping[str, str]:
    return {kind.value: str(name) for kind, name in KINDS.items()}


def _what(incident: Incident, _viewer: Viewer) -> str:
    """Say in a few words what it was."""
    if incident.withdrawn:
        return str(gettext_lazy("Withdrawn"))
    match Kind(incident.kind):
        case Kind.ACCIDENT:
            grade = str(GRADES[Grade(incident.grade or Grade.ORDINARY)])
            return str(gettext_lazy("%(grade)s, casualties: %(count)s")) % {
                "grade": grade,
                "count": incident.casualties,
            }
        case Kind.POLICE_FIGURE:
            return f"{MEASURES[Measure(incident.measure)]} {incident.count}"
        case Kind.PETITION_VISIT | Kind.RISEN_DISPUTE:
            level = str(LEVELS[Reached(incident.reached)]) if incident.reached else "—"
            return str(gettext_lazy("up to: %(level)s, persons: %(count)s")) % {
                "level": level,
                "count": incident.persons or "—",
            }


LEDGERS = (
    RoomLedger(
        code="incidents",
        name=gettext_lazy("Incidents"),
        may=lambda viewer: sees_some(viewer, "incidents"),
        rows=_rows,
        of_rows=(
            Column(
                "day", gettext_lazy("Day"), lambda incident, _viewer: incident.happened_on.isoformat(), 12
            ),
            Column(
                "kind", gettext_lazy("Kind"), lambda incident, _viewer: str(KINDS[Kind(incident.kind)]), 14
            ),
            Column("what", gettext_lazy("What happened"), _what, 30),
            Column("at", gettext_lazy("Place"), lambda incident, _viewer: incident.division.name, 20),
            Column(
                "answers",
                gettext_lazy("Who answers for it"),
                lambda incident, _viewer: incident.answers.name if incident.answers else "—",
                30,
            ),
            Column(
                "recorded",
                gettext_lazy("Recorded"),
                lambda incident, _viewer: incident.recorded_at,
                17,
                usual=False,
            ),
        ),
        filters=(Filter("kind", gettext_lazy("Kind"), choices=_kinds, narrow=lambda kind: Q(kind=kind)),),
        when="recorded_at",
    ),
)
