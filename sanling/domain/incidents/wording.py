"""What an incident was, in a few words."""

from django.utils.translation import gettext as _

from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.naming import GRADES, LEVELS, MEASURES
from sanling.domain.incidents.rules import Grade, Kind, Measure, Reached


def told(incident: Incident) -> str:
    """Say in a few words what it was."""
    if incident.withdrawn:
        return _("Withdrawn")
    match Kind(incident.kind):
        case Kind.ACCIDENT:
            grade = str(GRADES[Grade(incident.grade or Grade.ORDINARY)])
            return _("%(grade)s, casualties: %(count)s") % {
                "grade": grade,
                "count": incident.casualties,
            }
        case Kind.POLICE_FIGURE:
            return f"{MEASURES[Measure(incident.measure)]} {incident.count}"
        case Kind.PETITION_VISIT | Kind.RISEN_DISPUTE:
            level = str(LEVELS[Reached(incident.reached)]) if incident.reached else "—"
            return _("up to: %(level)s, persons: %(count)s") % {
                "level": level,
                "count": incident.persons or "—",
            }
