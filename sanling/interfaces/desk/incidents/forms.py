"""Forms for incidents: one short form a kind, and the same with a reason for a correction."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.incidents.checking import SUBJECTS
from sanling.domain.incidents.fields import LEAST, MOST, MOST_COUNTED, NEEDED, entered
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.rules import Kind
from sanling.domain.people.access import Viewer
from sanling.domain.subjects.facts import FactField, Holds
from sanling.foundation.calendar import CHINA
from sanling.foundation.cleaning import fold
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.texts import OneOf, PlainText, WholeField
from sanling.interfaces.desk.choices import division_field, own_places
from sanling.interfaces.desk.subjects.picking import subject_field

LONGEST_REASON = 200
# What lets the page say, while one types, how grave an accident is by the statutory table.
_GRADED = {"hx-trigger": "input changed delay:200ms", "hx-target": "#grade", "hx-include": "closest form"}
_GRADING = ("deaths", "serious_injuries", "loss")
_UNSURE, _YES, _NO = "", "yes", "no"
_FLAGS = {_YES: True, _NO: False, _UNSURE: None}
# What the form calls what the room calls otherwise.
_TYPED_IN = {"division_id": "division", "site_id": "site", "answers_id": "answers", "happened_at": "time"}


class TimeOfDay(forms.TimeField):
    """A time of day, typed or chosen."""

    def __init__(self, label: Any, **options: Any) -> None:
        """Ask for it as 14:30."""
        super().__init__(
            label=label,
            widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            error_messages={"invalid": gettext_lazy("Please give a time such as 14:30.")},
            **options,
        )

    def to_python(self, value: Any) -> time | None:
        """Read it, typed in any width ("１４：３０")."""
        at: time | None = super().to_python(fold(value) if isinstance(value, str) else value)
        return at


def to_the_minute(typed: datetime, known: datetime | None) -> datetime:
    """Return the instant that a box without seconds means: the known one, told by a program, where it shows that."""
    return known if known and typed == known.replace(second=0, microsecond=0) else typed


class IncidentForm(forms.Form):
    """What is said of an incident of a kind: when, where, who answers for it, and what it was."""

    use_required_attribute = False

    _key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=lambda: uuid4().hex)

    def __init__(
        self, viewer: Viewer, kind: Kind, data: Any, initial: Mapping[str, Any] | None = None
    ) -> None:
        """Ask for what is said of the kind; boxes for subjects offer those that the viewer sees."""
        super().__init__(data, initial=dict(initial or {}), auto_id="incident_%s")
        self.kind = kind
        is_figure, is_accident = kind is Kind.POLICE_FIGURE, kind is Kind.ACCIDENT
        day = _("First day") if is_figure else _("Day")
        self.fields["happened_on"] = DayField(day, required=True)
        if is_figure:
            text = _("The last of the days that were counted, in the same month.")
            self.fields["ends_on"] = DayField(_("Last day"), required=True, help_text=text)
        if is_accident:
            self.fields["time"] = TimeOfDay(
                _("Time of day"), help_text=_("Reports are due within one hour, and two more for each level.")
            )
        self._ask_where(viewer)
        for field in entered(kind):
            self.fields[field.code] = _field(field, needed=field.code in NEEDED[kind])
        for name in _GRADING if is_accident else ():
            self.fields[name].widget.attrs.update(_GRADED | {"hx-get": reverse("desk:incident_grade")})

    def _ask_where(self, viewer: Viewer) -> None:
        """Ask where it happened and who answers for it, which are two things."""
        self.fields["site"] = subject_field(
            viewer,
            label=_("At which subject it happened"),
            required=False,
            help_text=_("Left empty if it was at none."),
        )
        self.fields["division"] = division_field(
            viewer.city,
            own_places(viewer),
            label=_("In which division it happened"),
            required=False,
            help_text=_("Left empty, it is where the subject lies."),
        )
        self.fields["answers"] = subject_field(
            viewer,
            label=_("Subject that answers for it"),
            required=False,
            help_text=_("The subject whose zero it counts for; left empty while nobody is known yet."),
        )

    def values(self) -> dict[str, Any]:
        """Return what a valid form says, by the room's names."""
        cleaned = self.cleaned_data
        said: dict[str, Any] = {
            "happened_on": cleaned["happened_on"],
            "division_id": cleaned["division"] or None,
            **{
                name: int(cleaned[_TYPED_IN[name]]) if cleaned[_TYPED_IN[name]] else None for name in SUBJECTS
            },
        }
        if self.kind is Kind.POLICE_FIGURE:
            said["ends_on"] = cleaned["ends_on"]
        if self.kind is Kind.ACCIDENT:
            said["happened_at"] = datetime.combine(cleaned["happened_on"], cleaned["time"], CHINA)
        for field in entered(self.kind):
            value = cleaned[field.code]
            said[field.code] = _FLAGS[value] if field.holds is Holds.FLAG else value
        return said

    def refuse(self, errors: Mapping[str, Any]) -> None:
        """Tell what the room refused, beside the boxes in which it was typed."""
        for name, text in errors.items():
            typed_in = _TYPED_IN.get(name, name)
            self.add_error(typed_in if typed_in in self.fields else None, text)


class CorrectionForm(IncidentForm):
    """The same, as it should have been, and why; or that it didn't happen."""

    withdrawn = forms.BooleanField(
        required=False,
        label=gettext_lazy("It did not happen"),
        help_text=gettext_lazy("What was recorded stays to be read, and counts no more."),
    )
    reason = PlainText(
        max_length=LONGEST_REASON,
        label=gettext_lazy("Why it is corrected"),
        help_text=gettext_lazy("Without names of persons."),
    )

    def __init__(self, viewer: Viewer, incident: Incident, data: Any) -> None:
        """Begin with what is recorded."""
        super().__init__(viewer, Kind(incident.kind), data, said_of(incident))
        self.recorded_at = incident.happened_at
        self.order_fields([name for name in self.fields if name not in ("withdrawn", "reason")])

    def values(self) -> dict[str, Any]:
        """Return it with whether it happened at all."""
        said = super().values()
        if "happened_at" in said:
            said["happened_at"] = to_the_minute(said["happened_at"], self.recorded_at)
        return {**said, "withdrawn": self.cleaned_data["withdrawn"]}


def said_of(incident: Incident) -> dict[str, Any]:
    """Return what boxes say of an incident."""
    at = incident.happened_at
    return {
        "happened_on": incident.happened_on,
        "ends_on": incident.ends_on,
        "time": at.astimezone(CHINA).time() if at else None,
        "division": incident.division_id,
        "site": incident.site_id,
        "answers": incident.answers_id,
        "withdrawn": incident.withdrawn,
        **{
            field.code: _shown(field, getattr(incident, field.code)) for field in entered(Kind(incident.kind))
        },
    }


def _shown(field: FactField, value: Any) -> Any:
    if field.holds is Holds.FLAG:
        return next(word for word, meant in _FLAGS.items() if meant is value)
    return value


def _field(field: FactField, *, needed: bool) -> forms.Field:
    """Return the box for what is said of a kind."""
    label = str(field.name)
    match field.holds:
        case Holds.CHOICE:
            choices = [(code, str(name)) for code, name in field.choices.items()]
            return OneOf(label=label, choices=choices if needed else [("", "—"), *choices], required=needed)
        case Holds.FLAG:
            flags = [(_YES, _("Yes")), (_NO, _("No")), (_UNSURE, _("Not known"))]
            return OneOf(label=label, choices=flags, required=False, widget=forms.RadioSelect, initial="")
        case Holds.NUMBER:
            least, most = LEAST.get(field.code, 0), MOST.get(field.code, MOST_COUNTED)
            return WholeField(
                label=label,
                min_value=least,
                max_value=most,
                required=needed,
                initial=None if needed or least else 0,
            )
