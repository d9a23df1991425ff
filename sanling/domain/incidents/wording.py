"""What an incident was, in a few words."""

from typing import Any

from django.utils.translation import gettext as _

from sanling.domain.incidents.fields import FIELDS
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.naming import GRADES, LEVELS, MEASURES
from sanling.domain.incidents.rules import Grade, Kind, Measure, Reached
from sanling.domain.incidents.telling import TOLD_AGAIN
from sanling.domain.subjects.facts import FactField, Holds
from sanling.foundation.days import written


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


def values_told(incident: Incident) -> dict[str, str]:
    """Return all that is said of it, by what each is called."""
    at = incident.happened_at
    days = f"{incident.happened_on} – {incident.ends_on}" if incident.ends_on else str(incident.happened_on)
    found = {
        _("When"): written(at) if at else days,
        _("Division"): incident.division.name,
        _("At which subject it happened"): incident.site.name if incident.site else "",
        _("Subject that answers for it"): incident.answers.name if incident.answers else "",
    }
    for field in FIELDS[Kind(incident.kind)]:
        found[str(field.name)] = _said(field, getattr(incident, field.code))
    return found


def reason_told(incident: Incident) -> str:
    """Return why it was corrected; "" of what is recorded for the first time."""
    if not incident.reason.startswith(TOLD_AGAIN):
        return incident.reason
    return _("The department's system told it otherwise") + incident.reason.removeprefix(TOLD_AGAIN)


def _said(field: FactField, value: Any) -> str:
    if value is None or value == "":
        return ""
    match field.holds:
        case Holds.CHOICE:
            return str(field.choices[value])
        case Holds.FLAG:
            return _("Yes") if value else _("No")
        case Holds.NUMBER:
            return str(GRADES[Grade(value)]) if field.code == "grade" else f"{value:,}"
