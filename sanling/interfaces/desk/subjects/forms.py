"""Forms for subjects: what is kept of a type, from which day on, and who is in charge."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.people.access import Viewer
from sanling.domain.subjects.access import into_of, keeps
from sanling.domain.subjects.actions.put_charges import InCharge
from sanling.domain.subjects.config import SubjectField, SubjectType
from sanling.domain.subjects.imports import LONGEST_ADDRESS, LONGEST_NAME, wrong_code
from sanling.domain.subjects.ledgers import part_of, status_names
from sanling.domain.subjects.models import Charge, Subject
from sanling.domain.subjects.own_columns import LARGEST_NUMBER, LONGEST_FIELD, LONGEST_PERSON
from sanling.domain.subjects.rules import CodeKind, Group, WrongCode, read_code
from sanling.domain.territory.points import datum_of
from sanling.foundation.cleaning import fold_code
from sanling.foundation.datum import Datum, convert
from sanling.foundation.days import today
from sanling.foundation.privacy.mask import mask_phone
from sanling.interfaces.components.days import DayField, PastDayField
from sanling.interfaces.components.texts import (
    NameText,
    OneOf,
    PhoneField,
    PlainText,
    WholeField,
    local_phones,
)
from sanling.interfaces.desk.choices import division_field, own_places
from sanling.interfaces.desk.territory.point_form import PointForm

OWN = "own_"


class TypeForm(forms.Form):
    """Which type a new subject is of."""

    def __init__(self, kinds: Sequence[SubjectType]) -> None:
        """Offer the types that the viewer keeps."""
        super().__init__()
        self.fields["type"] = OneOf(label=_("Type"), choices=[(kind.code, str(kind.name)) for kind in kinds])


class SubjectForm(PointForm):
    """What is kept of all subjects, and of those of a type."""

    name = NameText(max_length=LONGEST_NAME, label=gettext_lazy("Name of the subject"))
    address = PlainText(required=False, max_length=LONGEST_ADDRESS, label=gettext_lazy("Where it is"))

    def __init__(self, viewer: Viewer, kind: SubjectType, data: Any, initial: Mapping[str, Any]) -> None:
        """Offer the city's places and sectors, and ask for what the type has of its own."""
        super().__init__(data, initial={"datum": datum_of(viewer.city), **initial}, auto_id="subject_%s")
        part = part_of(viewer.city)
        self.kind, self.city = kind, viewer.city
        self.fields["division"] = division_field(viewer.city, own_places(viewer), label=_("Division"))
        sectors = [(sector.code, str(sector.name)) for sector in part.sectors]
        if kind.group is not Group.PLACES:
            self.fields["sector"] = OneOf(label=_("Sector"), choices=[("", "—"), *sectors], required=False)
        for field in kind.fields:
            self.fields[f"{OWN}{field.code}"] = own_field(field)
        self.fields["on"] = PastDayField(_("From this day on"), required=True, initial=today)
        self.order_fields(["code", "name", "division", "sector", "address", "lon", "lat", "datum"])

    def values(self) -> dict[str, Any]:
        """Return what is said of the subject, by the names of `Said`."""
        cleaned = self.cleaned_data
        usual = ("name", "address", "sector", "status")
        said: dict[str, Any] = {name: cleaned[name] for name in usual if name in cleaned}
        own = {field.code: _kept(cleaned[f"{OWN}{field.code}"]) for field in self.kind.fields}
        return {**said, **self._point(), "division_id": cleaned["division"], "fields": own}

    def _point(self) -> dict[str, float | None]:
        """Return the point in the city's own datum."""
        lon, lat, datum = (self.cleaned_data[name] for name in ("lon", "lat", "datum"))
        if lon is not None and datum:
            lon, lat = convert(lon, lat, of=Datum(datum), to=datum_of(self.city))
        return {"lon": lon, "lat": lat}


class NewForm(SubjectForm):
    """A new subject; its sector is the type's, or the only one that the viewer keeps."""

    def __init__(self, viewer: Viewer, kind: SubjectType, data: Any) -> None:
        """Ask for the code that the type is known by; a village is known by where it is."""
        part = part_of(viewer.city)
        mine = [
            sector.code
            for sector in part.sectors
            if keeps(viewer, viewer.own.unit_division, (sector.code,)) and viewer.own.unit_lines
        ]
        sector = kind.sector or (mine[0] if len(mine) == 1 else "")
        super().__init__(viewer, kind, data, {"sector": sector})
        if kind.known_by is not CodeKind.DIVISION:
            labels = {CodeKind.USCC: _("Unified social credit code"), CodeKind.OWN: _("Code")}
            self.fields["code"] = PlainText(label=labels[kind.known_by], max_length=60)
            self.order_fields(["code", "name"])

    def clean(self) -> dict[str, Any]:
        """Read the code."""
        cleaned = dict(super().clean() or self.cleaned_data)
        if self.kind.known_by is CodeKind.DIVISION:
            return {**cleaned, "code": cleaned.get("division", "")}
        try:
            return (
                {**cleaned, "code": read_code(cleaned["code"], self.kind.known_by)}
                if "code" in cleaned
                else cleaned
            )
        except WrongCode as wrong:
            self.add_error("code", wrong_code(wrong.kind))
            return cleaned


class ChangeForm(SubjectForm):
    """What of a subject changes from a day on, its end included."""

    seen = WholeField(widget=forms.HiddenInput)

    def __init__(self, viewer: Viewer, subject: Subject, seen: int, data: Any) -> None:
        """Begin with what it is now."""
        kind = part_of(subject.city).by_type[subject.type]
        own = {f"{OWN}{code}": value for code, value in subject.fields.items()}
        usual = ("name", "address", "sector", "status", "lon", "lat")
        now = {name: getattr(subject, name) for name in usual}
        self.into = into_of(viewer, subject)
        into = self.into.code if self.into else ""
        super().__init__(
            viewer, kind, data, {**now, **own, "division": subject.division_id, "seen": seen, "into": into}
        )
        self.fields["status"] = OneOf(label=_("Status"), choices=[*status_names().items()])
        self.fields["into"] = PlainText(
            label=_("Merged into (code)"), required=False, max_length=60, help_text=_("Only of a merged one.")
        )
        self.order_fields(["name", "division", "sector", "address", "lon", "lat", "datum", "status", "into"])

    def clean_into(self) -> str:
        """Fold the code."""
        return fold_code(self.cleaned_data["into"])


class PeopleForm(forms.Form):
    """Who is in charge of what: an emptied name ends it, an empty phone leaves the one that is there."""

    def __init__(self, subject: Subject, charges: Mapping[str, Charge], data: Any) -> None:
        """Ask for a name and a phone for each duty."""
        super().__init__(data, auto_id="people_%s")
        self.in_charge = charges
        self.duties = [duty for duty in part_of(subject.city).duties if subject.group in duty.groups]
        for duty in self.duties:
            charge = charges.get(duty.code)
            phone = mask_phone(charge.phone) if charge and charge.phone else ""
            self.fields[f"name_{duty.code}"] = NameText(
                label=str(duty.name),
                required=False,
                max_length=LONGEST_PERSON,
                initial=charge.name if charge else "",
            )
            self.fields[f"phone_{duty.code}"] = PhoneField(
                label=_("Phone (%(duty)s)") % {"duty": duty.name},
                required=False,
                help_text=_("Now %(phone)s; empty leaves it.") % {"phone": phone} if phone else "",
            )
        self.fields["on"] = PastDayField(_("From this day on"), required=True, initial=today)
        seen = ",".join(str(charge.pk) for charge in sorted(charges.values(), key=lambda charge: charge.pk))
        self.fields["seen"] = forms.CharField(required=False, initial=seen, widget=forms.HiddenInput)
        local_phones(self, subject.city)

    def clean(self) -> dict[str, Any]:
        """Refuse a phone of nobody, and what was written while others were in charge."""
        cleaned = dict(super().clean() or self.cleaned_data)
        for duty in self.duties:
            if cleaned.get(f"phone_{duty.code}") and cleaned.get(f"name_{duty.code}") == "":
                self.add_error(f"name_{duty.code}", _("Say whose phone number this is."))
        if cleaned["seen"] != self.fields["seen"].initial:
            self.add_error(None, _("Somebody changed it meanwhile. Please look at it again."))
        return cleaned

    def people(self) -> dict[str, InCharge]:
        """Return who is named otherwise than before, by duty."""
        found = {}
        for duty in self.duties:
            name, phone = (self.cleaned_data[f"{part}_{duty.code}"] for part in ("name", "phone"))
            charge = self.in_charge.get(duty.code)
            if phone or name != (charge.name if charge else ""):
                found[duty.code] = InCharge(name, phone or None) if name else InCharge()
        return found


def own_field(field: SubjectField) -> forms.Field:
    """Return the box for a field of a type."""
    match field.type:
        case "number":
            return WholeField(label=str(field.name), required=False, min_value=0, max_value=LARGEST_NUMBER)
        case "day":
            return DayField(str(field.name))
        case _:
            return PlainText(label=str(field.name), required=False, max_length=LONGEST_FIELD)


def _kept(value: Any) -> Any:
    """Return a value as a period keeps it, "" for nothing."""
    return "" if value is None else value.isoformat() if isinstance(value, date) else value
