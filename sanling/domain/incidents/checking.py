"""What may be said of an incident: checked alike at the desk, in files, by programs, and in a correction."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sanling.domain.incidents.fields import LEAST, MOST, MOST_COUNTED, NEEDED, entered
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.rules import Kind
from sanling.domain.people.access import Viewer
from sanling.domain.subjects.access import visible_subjects
from sanling.domain.subjects.facts import FactField, Holds
from sanling.domain.subjects.models import Subject
from sanling.domain.territory.models import Division
from sanling.foundation import clock
from sanling.foundation.audit.actor import Actor
from sanling.foundation.calendar import CHINA
from sanling.foundation.days import today

SUBJECTS = ("site_id", "answers_id")
_SHARED = frozenset({"division_id", *SUBJECTS, "happened_on", "matter_id", "withdrawn"})
_OF_KIND = {Kind.ACCIDENT: {"happened_at"}, Kind.POLICE_FIGURE: {"ends_on"}}


@dataclass(frozen=True)
class Known:
    """What sayings name, read once for all of them: divisions of the city, and subjects that the actor may name."""

    divisions: frozenset[str]
    # Where each subject lies, by key.
    subjects: Mapping[int, str]

    @classmethod
    def of(
        cls,
        actor: Actor,
        city: str,
        sayings: Iterable[Mapping[str, Any]],
        rows: Iterable[Incident] = (),
    ) -> "Known":
        """Read them, two statements for any number; what ``rows`` name already may be named again."""
        said = list(sayings)
        keys = {values[name] for values in said for name in SUBJECTS if values.get(name)}
        seen = visible_subjects(actor) if isinstance(actor, Viewer) else Subject.objects.all()
        subjects = dict(seen.filter(city=city, pk__in=keys).values_list("pk", "division_id")) if keys else {}
        paths = {values["division_id"] for values in said if values.get("division_id")}
        divisions = Division.objects.filter(pk__in=paths, path__startswith=city)
        kept = {key: row.division_id for row in rows for key in (row.site_id, row.answers_id) if key}
        return cls(frozenset(divisions.values_list("pk", flat=True)), {**kept, **subjects})


def completed(known: Known, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said with what follows from it: the place from the subject, the day from the instant."""
    found = dict(values)
    at = found.get("happened_at")
    if not found.get("division_id"):
        found["division_id"] = known.subjects.get(found.get("site_id") or 0)
    if at and not found.get("happened_on"):
        found["happened_on"] = at.astimezone(CHINA).date()
    return found


def faults(known: Known, kind: Kind, values: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with completed values, by their names; nothing of what may be recorded."""
    fields = {field.code: field for field in entered(kind)}
    found = {
        name: _("This is not said of incidents of this kind.")
        for name, value in values.items()
        if value not in (None, "") and name not in _SHARED | _OF_KIND.get(kind, set()) | fields.keys()
    }
    for name, field in fields.items():
        wrong = _wrong_value(field, values.get(name), needed=name in NEEDED[kind])
        if wrong:
            found[name] = wrong
    return found | _where(known, values) | _when(values)


def _wrong_value(field: FactField, value: Any, *, needed: bool) -> str:
    if value in (None, ""):
        return _("Please fill this in.") if needed else ""
    match field.holds:
        case Holds.CHOICE:
            return "" if value in field.choices else _("Please choose one of the options.")
        case Holds.NUMBER:
            least, most = LEAST.get(field.code, 0), MOST.get(field.code, MOST_COUNTED)
            if value < least:
                return _("Please give at least %(limit_value)s.") % {"limit_value": least}
            return _("Please give at most %(limit_value)s.") % {"limit_value": most} if value > most else ""
        case Holds.FLAG:
            return ""


def _where(known: Known, values: Mapping[str, Any]) -> dict[str, str]:
    found = {
        name: _("There is no such subject, or none that you may name.")
        for name in SUBJECTS
        if values.get(name) and values[name] not in known.subjects
    }
    path = values.get("division_id")
    if not path:
        found["division_id"] = _("Please say where it happened: the division, or the subject.")
    elif path not in known.divisions and path not in known.subjects.values():
        found["division_id"] = _("There is no such place in this city.")
    return found


def _when(values: Mapping[str, Any]) -> dict[str, str]:
    first, last, at = (values.get(name) for name in ("happened_on", "ends_on", "happened_at"))
    if not first:
        return {"happened_on": _("Please fill this in.")}
    if first > today():
        return {"happened_on": _("This is yet to come.")}
    if at and (at > clock.now() or at.astimezone(CHINA).date() != first):
        is_future = at > clock.now()
        return {
            "happened_at": _("This is yet to come.")
            if is_future
            else _("This is another day than the one given.")
        }
    if last and not _in_one_month(first, last):
        return {"ends_on": _("Figures are of days of one month: the last not before the first.")}
    return {"ends_on": _("This is yet to come.")} if last and last > today() else {}


def _in_one_month(first: date, last: date) -> bool:
    return first <= last and (first.year, first.month) == (last.year, last.month)
