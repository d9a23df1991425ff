"""The portal's forms: plain ones that feed actions, one a step."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django_stubs_ext import StrPromise

from sanling.domain.territory.models import Division
from sanling.domain.territory.points import Misplaced, place_point
from sanling.domain.territory.queries import find, lies_in
from sanling.domain.territory.rules import Level
from sanling.foundation.cleaning import read_decimal
from sanling.foundation.datum import Datum
from sanling.foundation.privacy.phone import is_mobile
from sanling.interfaces.components.texts import (
    LONGEST_PHONE,
    DegreesField,
    NameText,
    OneOf,
    PhoneField,
    PlainText,
    local_phones,
)

# What a place is looked up by; deeper levels are found by the map.
SEARCHED_LEVELS = (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
MOST_HITS = 8


class ManyFilesInput(forms.ClearableFileInput):
    """The choice of several pictures, taken by the camera or from the album."""

    template_name = "django/forms/widgets/file.html"
    allow_multiple_selected = True


def pictures_field(*, most: int, label: str = "") -> forms.FileField:
    """Return the field for pictures; what it uploads is taken up by `pictures.keep`, never by the form."""
    words = {"data-add": _("Add pictures"), "data-remove": _("Remove")}
    accept = {"accept": "image/*", "data-pictures": "", **words}
    return forms.FileField(
        required=False,
        label=label or _("Pictures"),
        help_text=_("Up to %(most)d, from the camera or the album.") % {"most": most},
        widget=ManyFilesInput(attrs=accept),
    )


class StepForm(forms.Form):
    """A step of a report: bound when it is to be judged, else only showing what was typed."""

    use_required_attribute = False

    def __init__(self, values: Mapping[str, str], *, judge: bool) -> None:
        """Begin with what was typed so far."""
        super().__init__(data=values if judge else None, initial=None if judge else dict(values))


class ChipsField(forms.BoundField):
    """Choices laid side by side, since their words are short."""

    def css_classes(self, extra_classes: str | Iterable[str] | None = None) -> str:
        """Add the class."""
        return f"{super().css_classes(extra_classes)} kind-choice".strip()


class KindField(OneOf):
    """The kind of a report."""

    bound_field_class = ChipsField


class WhatForm(StepForm):
    """Step one: what happened."""

    kind = KindField(label=pgettext_lazy("report", "What it is about"), widget=forms.RadioSelect)
    text = PlainText(
        lines=5,
        label=pgettext_lazy("report", "What happened"),
        help_text=gettext_lazy("A few sentences in your own words: what, since when, who is affected."),
    )

    def __init__(
        self,
        values: Mapping[str, str],
        *,
        judge: bool,
        kinds: Iterable[tuple[str, str]],
        longest: int,
        most_pictures: int,
    ) -> None:
        """Offer the kinds of the city."""
        super().__init__(values, judge=judge)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells the type checker
        field.choices = list(kinds)
        self.fields["text"] = PlainText(
            lines=5,
            max_length=longest,
            label=field_label(self, "text"),
            help_text=self.fields["text"].help_text,
        )
        if most_pictures:
            self.fields["pictures"] = pictures_field(most=most_pictures)


def field_label(form: forms.Form, name: str) -> str:
    """Return a field's label as text."""
    return str(form.fields[name].label or "")


class WhereForm(StepForm):
    """Step two: where, and how to reach whoever reports."""

    query = PlainText(
        required=False,
        max_length=40,
        label=gettext_lazy("Street, village or community"),
        widget=forms.TextInput(attrs={"data-places": "", "autocomplete": "off"}),
    )
    division = OneOf(required=False, label=gettext_lazy("Which of these"), widget=forms.RadioSelect)
    lon = DegreesField(most=180, widget=forms.HiddenInput)
    lat = DegreesField(most=90, widget=forms.HiddenInput)
    place = PlainText(
        required=False,
        max_length=120,
        label=pgettext_lazy("report", "Where exactly"),
        help_text=gettext_lazy("For example: building 3, stairwell 2, between the third and fourth floor."),
    )
    name = NameText(
        required=False,
        max_length=40,
        label=gettext_lazy("Your name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        label=gettext_lazy("Your phone number"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    messages = forms.BooleanField(required=False, label=gettext_lazy("Tell me of each step by text message"))

    def __init__(
        self,
        values: Mapping[str, str],
        *,
        judge: bool,
        city: str,
        knows_place: bool,
        needs_phone: bool,
        messages_say: str | StrPromise,
    ) -> None:
        """Ask for the place unless a poster told it, for a phone where the kind needs one, and what it may be told."""
        super().__init__(values, judge=judge)
        self.fields["messages"].help_text = messages_say
        if not messages_say:
            del self.fields["messages"]
        self.values, self.city, self.knows_place = values, city, knows_place
        self.fields["phone"].required = needs_phone
        local_phones(self, city)
        self.hits = self._hits()
        choices = self.fields["division"]
        assert isinstance(choices, forms.ChoiceField)  # noqa: S101 -- tells the type checker
        choices.choices = _choices(self.hits)

    def _hits(self) -> Sequence[Division]:
        """Return what the typed name may mean; a choice made before stands only where nothing is typed any more."""
        chosen, query = self.values.get("division", ""), self.values.get("query", "").strip()[:40]
        here = Division.objects.filter(valid_until=None, path__startswith=self.city, level__gt=Level.CITY)
        hits: list[Division] = []
        if query:
            found = find(query, within=self.city, levels=SEARCHED_LEVELS, limit=MOST_HITS)
            hits = list(found.select_related("parent"))
        if chosen and (not query or chosen == self._at_point()):
            hits += here.filter(pk=chosen[:18]).select_related("parent")
        return hits

    def _at_point(self) -> str:
        """Return the division of the point on the map, which may be chosen instead of the one typed."""
        try:
            lon, lat = (read_decimal(self.values.get(name, "")) for name in ("lon", "lat"))
            placed = place_point(self.city, lon, lat, datum=Datum.WGS84)
        except ValueError:
            return ""
        return placed.division if placed else ""

    def clean(self) -> dict[str, Any]:
        """Decide on the division: what was chosen, else what was typed in full, and the point on the map within it."""
        values = self.cleaned_data
        if not self.has_error("division"):
            values["division"] = values.get("division") or self._named(values)
        if not self._is_placed(values) and not values.get("division") and not self.has_error("division"):
            self._ask_back(values)
        if self.has_error("query") or self.has_error("division") or self.has_error("lon"):
            return values
        if values.get("messages") and not is_mobile(values.get("phone", "")) and not self.has_error("phone"):
            self.add_error("messages", _("Text messages need a mobile number above."))
        if not (self.knows_place or values.get("division") or values.get("place")):
            self.add_error("place", _("Please say where it is: find the place by name, or describe it here."))
        return values

    def _is_placed(self, values: dict[str, Any]) -> bool:
        """Take the point on the map, which is in WGS-84, and tell whether there is one or what is wrong with it."""
        point, stated = (values.get("lon"), values.get("lat")), values.get("division") or ""
        try:
            placed = place_point(self.city, *point, datum=Datum.WGS84, division=stated)
        except Misplaced as wrong:
            self._ask_which(wrong)
            return True
        if placed:
            values |= {"lon": placed.lon, "lat": placed.lat, "division": placed.division}
        return placed is not None

    def _ask_which(self, wrong: Misplaced) -> None:
        """Say what is wrong with the point; where it lies elsewhere than was said, offer both."""
        if wrong.found is None:
            return self.add_error("lon", str(wrong))
        field = self.fields["division"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- tells the type checker
        said = [hit for hit in self.hits if hit.pk == self.cleaned_data.get("division")]
        field.choices = _choices([*said, wrong.found])
        which = _("%(wrong)s Please choose which of the two it is, or take the point back.")
        self.add_error("division", which % {"wrong": wrong})
        return None

    def _named(self, values: dict[str, Any]) -> str:
        """Return the one division that was typed in full."""
        query = (values.get("query") or "").strip()
        exact = [division for division in self.hits if division.name == query]
        only = exact if len(exact) == 1 else self.hits
        return str(only[0].pk) if query and len(only) == 1 else ""

    def _ask_back(self, values: dict[str, Any]) -> None:
        if self.hits:
            self.add_error("division", _("Please choose the place you mean."))
        elif values.get("query"):
            self.add_error(
                "query",
                _("We know no place of this name. Please leave this empty and describe the place below."),
            )


def _choices(divisions: Iterable[Division]) -> list[tuple[str, str]]:
    return [(division.pk, division_name(division)) for division in divisions]


def division_name(division: Division) -> str:
    """Return a division's name, made plain by what it lies in."""
    above = lies_in(division)
    return f"{division.name}（{above}）" if above else division.name


class CheckForm(StepForm):
    """Step three shows everything once more; there is nothing left to type."""


class FindForm(forms.Form):
    """Find a matter by its number and the phone it was reported under."""

    use_required_attribute = False
    number = PlainText(
        max_length=40,
        label=gettext_lazy("Matter number"),
        help_text=gettext_lazy("It is on your receipt, for example ZZ-261122-00017-K."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    phone = PlainText(
        max_length=LONGEST_PHONE,
        label=gettext_lazy("The phone number you left"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )


class CodeForm(forms.Form):
    """Prove that a phone is yours."""

    use_required_attribute = False
    claim = forms.CharField(max_length=600, widget=forms.HiddenInput)
    code = PlainText(
        max_length=12,
        label=gettext_lazy("The six digits we sent you"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class StarsField(forms.BoundField):
    """One to five, laid in a row."""

    def css_classes(self, extra_classes: str | Iterable[str] | None = None) -> str:
        """Add the row's class."""
        return f"{super().css_classes(extra_classes)} stars".strip()


class RatingField(OneOf):
    """A rating from one to five, each with its word; worked by finger, mouse or arrow keys."""

    bound_field_class = StarsField
    widget = forms.RadioSelect
