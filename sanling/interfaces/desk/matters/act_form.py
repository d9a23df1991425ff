"""An act's form, built from its definition: one Django field for each field that the action has."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from sanling.domain.matters.fields import fields_of
from sanling.domain.matters.in_turn import charging_action
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.workflow.field_types import Asked, Box, field_type
from sanling.domain.workflow.queries import definition_of
from sanling.domain.workflow.schema import Action, FormField
from sanling.domain.workflow.spans import UNITS
from sanling.foundation.calendar import Allowance
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.texts import OneOf, PlainText, WholeField
from sanling.interfaces.desk.choices import PostPicks, UnitPicks, division_field
from sanling.interfaces.desk.picks import ManyField, PickField

# A list up to this long is shown whole; a longer one is searched.
SHORT_LIST = 40
FEW_OPTIONS = 5
# Boxes whose choices are rows, found while one types.
ROWS = (Box.ROW, Box.ROWS)
# Who is charged in the same go, by the act that follows.
CHARGED = "_charged"
COLON = pgettext_lazy("between label and error", ": ")


class ActForm(forms.Form):
    """The fields of an act, and what sends it once, at the version one saw."""

    # What is missing is told by our own words, in the page's language.
    use_required_attribute = False

    _act = forms.CharField(widget=forms.HiddenInput, max_length=40)
    _version = WholeField(widget=forms.HiddenInput, min_value=0)
    _key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    @property
    def charged(self) -> str:
        """The post that is to be charged in the same go, if one is named."""
        return str(self.cleaned_data.get(CHARGED) or "")

    def values(self) -> dict[str, Any]:
        """Return what the act is given: the definition's fields that were filled in."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if not name.startswith("_") and value not in (None, "", [])
        }

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Put the messages of a refused act beside their fields, or on top."""
        for name, message in errors.items():
            told = self._of_files(message) if name == "files" else message
            # What is wrong with another field that the form lacks is so with the act that follows.
            lacked = CHARGED if CHARGED in self.fields and name not in ("", "files") else None
            self.add_error(name if name in self.fields else lacked, told)

    def _of_files(self, message: str) -> str:
        """Let a message lead to where files are chosen, which is beside the form's fields."""
        place = str(self.auto_id) % "files"
        return format_html('<a href="#{}">{}{}{}</a>', place, _("Evidence"), COLON, message)


def act_form(
    action: Action,
    matter: Matter,
    data: QueryDict | None = None,
    proposed: Mapping[str, str] | None = None,
    teller: Viewer | None = None,
) -> ActForm:
    """Return an action's form for a matter, holding what was typed, or at the matter's version what is proposed.

    Lists of posts say how much each has open, as far as a ``teller`` may count it.
    """
    initial = {**(proposed or {}), "_act": action.code, "_version": matter.version, "_key": uuid4().hex}
    # Forms of several acts stand open on one page.
    form = ActForm(data, initial=initial, auto_id=f"act_{action.code}_%s")
    for field in fields_of(action):
        asked, box = Asked(matter, field), field_type(field.type).box
        made = _row(asked, action, teller, field.code) if box in ROWS else MAKERS[box](asked)
        form.fields[field.code] = described(made, field)
    charging = row_asked(action, matter, CHARGED)
    if charging is not None:
        made = form.fields[CHARGED] = _row(charging, action, teller, CHARGED)
        made.label, made.required = _("Assign at once to"), False
    return form


def row_asked(action: Action, matter: Matter, name: str) -> Asked | None:
    """Return which field of an act's form asks for rows under a name; None for no such field."""
    fields = list(action.fields)
    if name == CHARGED:
        after = charging_action(definition_of(matter.definition_id), action)
        fields = [field for field in after.fields if field_type(field.type).names == "post"] if after else []
        name = fields[0].code if fields else ""
    found = next((field for field in fields if field.code == name), None)
    return Asked(matter, found) if found and field_type(found.type).box in ROWS else None


def takes_files(action: Action) -> bool:
    """Tell whether a form offers to send files: where evidence is asked for, or words are written."""
    return action.evidence > 0 or any(field_type(field.type).box is Box.LINES for field in fields_of(action))


def described(made: forms.Field, field: FormField) -> forms.Field:
    """Return a form's field with the name and help that the definition gives it."""
    made.label = str(field.name)
    made.required = field.required
    if field.help:
        made.help_text = str(field.help)
    return made


def _line(asked: Asked) -> forms.Field:
    return PlainText(max_length=asked.field.max_length)


def _lines(asked: Asked) -> forms.Field:
    return PlainText(lines=3, max_length=asked.field.max_length)


def _options(asked: Asked) -> forms.Field:
    kind = field_type(asked.field.type)
    options, initial = kind.options(asked), kind.initial(asked)
    if len(options) <= FEW_OPTIONS and initial is None:
        return OneOf(choices=options, widget=forms.RadioSelect)
    return OneOf(choices=[("", ""), *options], initial=initial)


def row_picks(asked: Asked, teller: Viewer | None = None) -> PostPicks | UnitPicks:
    """Return the units or posts that a field may name, those of the matter's own place first."""
    kind, city, near = field_type(asked.field.type), asked.matter.unit.city, (asked.matter.division_id,)
    rows = kind.rows(asked)
    return (
        PostPicks(rows, city, near, teller, tuple(asked.field.roles))
        if kind.names == "post"
        else UnitPicks(rows, city, near)
    )


def _row(asked: Asked, action: Action, teller: Viewer | None, name: str) -> forms.Field:
    found = row_picks(asked, teller)
    url = reverse("desk:matter_offers", args=[asked.matter.number, action.code, name])
    if field_type(asked.field.type).box is Box.ROWS:
        return ManyField(found, url=url)
    few = found.all_of(SHORT_LIST)
    if few is not None:
        return OneOf(choices=[("", ""), *few])
    return PickField(found, url=url, placeholder=str(found.placeholder))


def _rows(asked: Asked) -> forms.Field:
    return ManyField(row_picks(asked))


def _day(_asked: Asked) -> forms.Field:
    return DayField()


def _number(asked: Asked) -> forms.Field:
    most = asked.field.most
    if not isinstance(most, Allowance):
        return WholeField(min_value=0, max_value=most)
    help_text = _("In %(unit)s, at most %(most)d.") % {"unit": UNITS[most.unit], "most": most.amount}
    return WholeField(min_value=1, max_value=most.amount, help_text=help_text)


def _tick(_asked: Asked) -> forms.Field:
    return forms.BooleanField()


def _place(asked: Asked) -> forms.Field:
    place = asked.matter.division_id
    return division_field(place[:4], near=(place,))


def _stars(_asked: Asked) -> forms.Field:
    choices = [(str(stars), str(stars)) for stars in range(1, 6)]
    return OneOf(choices=choices, widget=forms.RadioSelect)


MAKERS: Mapping[Box, Callable[[Asked], forms.Field]] = {
    Box.LINE: _line,
    Box.LINES: _lines,
    Box.OPTIONS: _options,
    Box.ROWS: _rows,
    Box.PLACE: _place,
    Box.DAY: _day,
    Box.NUMBER: _number,
    Box.TICK: _tick,
    Box.STARS: _stars,
}
