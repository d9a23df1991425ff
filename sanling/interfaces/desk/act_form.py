"""An act's form, built from its definition: one Django field for each field that the action has."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.matters.fields import posts_within, units_within
from sanling.domain.matters.models import Matter
from sanling.domain.people.models import Post, Unit
from sanling.domain.workflow.schema import Action, FieldType, FormField
from sanling.foundation.calendar import Allowance
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.days import DayField
from sanling.interfaces.components.texts import PlainText, WholeField
from sanling.interfaces.desk import picks

# A list up to this long is shown whole; a longer one is searched.
SHORT_LIST = 40
REASON = "reason"
UNITS_OF_TIME = {
    "min": gettext_lazy("minutes"),
    "h": gettext_lazy("hours"),
    "wh": gettext_lazy("working hours"),
    "d": gettext_lazy("calendar days"),
    "wd": gettext_lazy("working days"),
}


class ActForm(forms.Form):
    """The fields of an act, and what sends it once, at the version one saw."""

    # What is missing is told by our own words, in the page's language.
    use_required_attribute = False

    _act = forms.CharField(widget=forms.HiddenInput, max_length=40)
    _version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    _key = forms.CharField(widget=forms.HiddenInput, max_length=64)

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
            self.add_error(name if name in self.fields else None, message)


def act_form(
    action: Action,
    matter: Matter,
    data: QueryDict | None = None,
    proposed: Mapping[str, str] | None = None,
) -> ActForm:
    """Return an action's form for a matter, holding what was typed, or at the matter's version what is proposed."""
    initial = {**(proposed or {}), "_act": action.code, "_version": matter.version, "_key": uuid4().hex}
    # Forms of several acts stand open on one page.
    form = ActForm(data, initial=initial, auto_id=f"act_{action.code}_%s")
    for field in fields_of(action):
        form.fields[field.code] = _described(MAKERS[field.type](field, matter, action), field)
    return form


def fields_of(action: Action) -> list[FormField]:
    """Return the action's fields, with that for the reason it asks for."""
    fields = list(action.fields)
    if action.reason and all(field.code != REASON for field in fields):
        fields.append(reason_field())
    return fields


def reason_field() -> FormField:
    """Return the field in which an act that needs a reason is given it."""
    return FormField.model_validate(
        {"code": REASON, "type": "long_text", "required": True, "name": {"zh": "理由", "en": "Reason"}}
    )


def takes_files(action: Action) -> bool:
    """Tell whether a form offers to send files: where evidence is asked for, or words are written."""
    return action.evidence > 0 or any(field.type is FieldType.LONG_TEXT for field in fields_of(action))


def _described(made: forms.Field, field: FormField) -> forms.Field:
    made.label = str(field.name)
    made.required = field.required
    if field.help:
        made.help_text = str(field.help)
    return made


def _text(field: FormField, matter: Matter, action: Action) -> forms.Field:
    return PlainText(max_length=field.max_length)


def _long_text(field: FormField, matter: Matter, action: Action) -> forms.Field:
    return PlainText(lines=3, max_length=field.max_length)


def _choice(field: FormField, matter: Matter, action: Action) -> forms.Field:
    options = [(option.code, str(option.name)) for option in field.options]
    if len(options) <= 5:
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect)
    return forms.ChoiceField(choices=[("", ""), *options])


def unit_choices(field: FormField, matter: Matter) -> QuerySet[Unit]:
    """Return the units that a field may name."""
    return units_within(matter, field.select or "any").order_by("division__level", "division", "pk")


def post_choices(field: FormField, matter: Matter) -> QuerySet[Post]:
    """Return the posts that a field may name, those nearest to the holder first."""
    posts = posts_within(matter).select_related("unit")
    return posts.filter(role__in=field.roles) if field.roles else posts


def _unit(field: FormField, matter: Matter, action: Action) -> forms.Field:
    units = unit_choices(field, matter)
    few = list(units[: SHORT_LIST + 1])
    if len(few) <= SHORT_LIST:
        return forms.ChoiceField(choices=[("", ""), *((str(unit.pk), unit.label) for unit in few)])
    return picks.PickField(
        picks.UnitPicks(units),
        url=_offers_url(field, matter, action),
        placeholder=_("Name, pinyin or code"),
    )


def _units(field: FormField, matter: Matter, action: Action) -> forms.Field:
    units = unit_choices(field, matter)[: 2 * SHORT_LIST]
    return forms.MultipleChoiceField(
        choices=[(str(unit.pk), unit.label) for unit in units], widget=forms.CheckboxSelectMultiple
    )


def _post(field: FormField, matter: Matter, action: Action) -> forms.Field:
    posts = post_choices(field, matter)
    few = list(posts.order_by("unit__division", "unit", "pk")[: SHORT_LIST + 1])
    if len(few) <= SHORT_LIST:
        offers = map(picks.post_offer, few)
        choices = ((offer.key, f"{offer.label} · {offer.hint}") for offer in offers)
        return forms.ChoiceField(choices=[("", ""), *choices])
    return picks.PickField(
        picks.PostPicks(posts),
        url=_offers_url(field, matter, action),
        placeholder=_("Name of a person or unit"),
    )


def _date(field: FormField, matter: Matter, action: Action) -> forms.Field:
    return DayField()


def _number(field: FormField, matter: Matter, action: Action) -> forms.Field:
    return WholeField(min_value=0, max_value=field.most if isinstance(field.most, int) else None)


def _allowance(field: FormField, matter: Matter, action: Action) -> forms.Field:
    if not isinstance(field.most, Allowance):
        return WholeField(min_value=1)
    unit = UNITS_OF_TIME[field.most.unit]
    help_text = _("In %(unit)s, at most %(most)d.") % {"unit": unit, "most": field.most.amount}
    return WholeField(min_value=1, max_value=field.most.amount, help_text=help_text)


def _boolean(field: FormField, matter: Matter, action: Action) -> forms.Field:
    return forms.BooleanField()


def _division(field: FormField, matter: Matter, action: Action) -> forms.Field:
    return division_field(matter.division_id[:4])


def _category(field: FormField, matter: Matter, action: Action) -> forms.Field:
    part = profile_for(matter.division_id).part("matters")
    return forms.ChoiceField(
        choices=[("", ""), *((one.code, str(one.name)) for one in part.category_set(matter.kind).categories)],
        initial=matter.category,
    )


def _rating(field: FormField, matter: Matter, action: Action) -> forms.Field:
    choices = [(str(stars), str(stars)) for stars in range(1, 6)]
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect)


def division_field(city: str, **kwargs: Any) -> picks.PickField:
    """Return a box for a division of a city, by name, pinyin, initials or code."""
    return picks.PickField(
        picks.DivisionPicks(city),
        url=reverse("desk:find_division"),
        placeholder=_("Name, pinyin or code"),
        **kwargs,
    )


def _offers_url(field: FormField, matter: Matter, action: Action) -> str:
    return reverse("desk:matter_offers", args=[matter.number, action.code, field.code])


MAKERS: dict[FieldType, Callable[[FormField, Matter, Action], forms.Field]] = {
    FieldType.TEXT: _text,
    FieldType.LONG_TEXT: _long_text,
    FieldType.CHOICE: _choice,
    FieldType.UNIT: _unit,
    FieldType.UNITS: _units,
    FieldType.POST: _post,
    FieldType.DATE: _date,
    FieldType.NUMBER: _number,
    FieldType.ALLOWANCE: _allowance,
    FieldType.BOOLEAN: _boolean,
    FieldType.DIVISION: _division,
    FieldType.CATEGORY: _category,
    FieldType.RATING: _rating,
}
