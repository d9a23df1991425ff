"""Incidents from lists of lead departments, each by the number that it has there: taken in again, it is the same."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.incidents.access import kinds_recorded
from sanling.domain.incidents.actions.record_incidents import Told, record_incidents, wrong_with
from sanling.domain.incidents.fields import FIELDS
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.reading import COLUMNS
from sanling.domain.incidents.rules import Kind
from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Unit
from sanling.domain.subjects.naming import subjects_called
from sanling.domain.territory.naming import PLACE_COLUMNS, PlaceBook, said_place
from sanling.foundation.audit.actor import Actor
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import Ask, Became, Row, Sheet, Taking
from sanling.foundation.tables.reading import UnreadableTable
from sanling.foundation.tables.said import SaidOnce

# Finds subjects by what a row calls them.
Called = Callable[[str], Sequence[int]]
_NAMED = ("site", "answers")
# Under which heading stands what has none of its own.
_OTHERWISE = {"happened_at": "happened_on"}


class TakeIncidents(Taking):
    """Takes in incidents of one list, known by its ``source``."""

    def __init__(self, *, actor: Actor, profile: Profile, source: str) -> None:
        self.actor, self.city = actor, profile.city
        self.source = _source_of(actor, profile.city, source)
        self.find = lru_cache(maxsize=20_000)(PlaceBook(profile.city).find)
        self.heads = {column.code: column.names[0] for column in (*COLUMNS, *PLACE_COLUMNS)}
        self.said = SaidOnce()

    def take(self, rows: Sequence[Row]) -> None:
        """Record what sound rows say, or correct what they said before."""
        said = {row[name] for row in rows for name in _NAMED if row[name]}
        subjects = subjects_called(self.actor, self.city, said, but=~Q(ends_on=None))
        asked = [(row, told) for row in rows if (told := self._told(row, subjects))]
        wrong = wrong_with(actor=self.actor, city=self.city, told=[told for _row, told in asked])
        for (row, _about), found in zip(asked, wrong, strict=True):
            self._note(row, found)
        sound = [(row, told) for row, told in asked if not row.faults and self._is_first(row, told)]
        before = self._there([told.own_id for _row, told in sound])
        recorded = record_incidents(actor=self.actor, city=self.city, told=[told for _row, told in sound])
        for (row, told), incident in zip(sound, recorded, strict=True):
            was = before.get(told.own_id)
            row.became = Became.NEW if was is None else Became.SAME if was == incident.pk else Became.CHANGED

    def _there(self, ids: Sequence[str]) -> dict[str, int]:
        found = Incident.objects.filter(city=self.city, source=self.source, own_id__in=ids, replaced=False)
        return dict(found.values_list("own_id", "pk"))

    def _subject(self, row: Row, column: str, subjects: Called) -> int | None:
        said = row[column]
        keys = subjects(said)
        if len(keys) == 1:
            return keys[0]
        several, none = (
            _("Several subjects are called so: write the code."),
            _("There is no such subject, or none that you may name."),
        )
        row.refuse(self.heads[column], several if keys else none, said)
        return None

    def _told(self, row: Row, subjects: Called) -> Told | None:
        """Return what a row says; an empty cell says nothing of what was told before."""
        values: dict[str, Any] = {
            f"{name}_id": self._subject(row, name, subjects) for name in _NAMED if row[name]
        }
        place = said_place(row)
        if place:
            try:
                values["division_id"] = self.find(place)
            except ValueError as error:
                row.refuse(self.heads["division"], str(error), place)
        if row.faults:
            return None
        kind, when = Kind(row["kind"]), row["happened_on"]
        values["happened_on"] = when.day
        if kind is Kind.ACCIDENT and when.at:
            values["happened_at"] = when.at
        codes = {field.code for fields in FIELDS.values() for field in fields} | {"ends_on"}
        values |= {code: row[code] for code in codes if row[code] != ""}
        return Told(kind=kind, values=values, source=self.source, own_id=row["own_id"])

    def _note(self, row: Row, wrong: Mapping[str, str]) -> None:
        for name, why in wrong.items():
            row.refuse(self.heads.get(_OTHERWISE.get(name, name.removesuffix("_id")), ""), why)

    def _is_first(self, row: Row, told: Told) -> bool:
        """Tell whether a row is the first of its number, and the actor's to tell; else say why not."""
        before = self.said.claim(row.number, told.own_id)
        if before is not None:
            text = _("This number stands in row %(row)d already.") % {"row": before}
            row.refuse(self.heads["own_id"], text, told.own_id)
        return before is None


def _source_of(actor: Actor, city: str, said: str) -> str:
    """Return the code of the department whose list it is: a post's own, whatever is said."""
    unit = Q(pk=actor.own.unit_id) if isinstance(actor, Viewer) else Q(code=said)
    code = Unit.objects.filter(unit, city=city).values_list("code", flat=True).first()
    if code is None:
        raise UnreadableTable(_("There is no such unit in this city."))
    return code


INCIDENTS = Sheet(
    "incidents",
    (*COLUMNS, *PLACE_COLUMNS),
    TakeIncidents,
    asks=(Ask("source", "The code of the department whose list it is: its numbers are its own."),),
    name=gettext_lazy("Incidents"),
    may=lambda viewer: bool(kinds_recorded(viewer)),
)
SHEETS = (INCIDENTS,)
