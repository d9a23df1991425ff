"""The form for a new matter: who brought what, how, where, and against whom."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.matters.naming import SCALES, Names
from sanling.domain.matters.registering import registrable
from sanling.domain.matters.reports import LONGEST_TITLE
from sanling.domain.people.access import Viewer
from sanling.domain.people.actions.seek_person import may_seek
from sanling.domain.people.models import Unit
from sanling.domain.territory.rules import Level
from sanling.foundation.delivery import sms
from sanling.foundation.privacy.normalise import NoCitizenNumber, normalise_citizen_number
from sanling.foundation.privacy.phone import is_mobile
from sanling.interfaces.components.refusals import put_errors
from sanling.interfaces.components.texts import (
    NameText,
    OneOf,
    PhoneField,
    PlainText,
    TitleText,
    WholeField,
    local_phones,
)
from sanling.interfaces.desk.choices import UnitPicks, colleagues, division_field, own_places
from sanling.interfaces.desk.picks import PickField

# What lets the page tell, as soon as the number is typed, what was brought by it before.
LOOKED_UP = {
    "hx-trigger": "change",
    "hx-target": "#caller",
    "hx-params": "applicant_phone,csrfmiddlewaretoken",
    "inputmode": "tel",
}
# The same of what the words are about.
WORDS = {
    "hx-post": reverse_lazy("desk:about"),
    "hx-trigger": "change",
    "hx-target": "#about",
    "hx-include": "closest form",
    "hx-params": "text,title,applicant_name,concealed,csrfmiddlewaretoken",
}


class NewMatterForm(forms.Form):
    """What an intake officer writes down while somebody speaks."""

    # What is missing is told by our own words, in the page's language.
    use_required_attribute = False

    _key = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=lambda: uuid4().hex)
    channel = OneOf(label=gettext_lazy("How it came"), widget=forms.RadioSelect)
    about = OneOf(label=gettext_lazy("Kind and category"))
    text = PlainText(lines=6, label=gettext_lazy("What happened"))
    title = TitleText(
        required=False,
        max_length=LONGEST_TITLE,
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Without one, the first sentence is taken."),
    )
    place = PlainText(required=False, max_length=200, label=gettext_lazy("Where exactly"))
    applicant_name = NameText(required=False, max_length=40, label=gettext_lazy("Name"))
    applicant_phone = PhoneField(required=False, label=gettext_lazy("Phone"))
    applicant_citizen_number = PlainText(required=False, max_length=24, label=gettext_lazy("Citizen number"))
    applicant_address = PlainText(required=False, max_length=120, label=gettext_lazy("Address"))
    messages = forms.BooleanField(
        required=False,
        label=gettext_lazy("Agreed to text messages at each step"),
        help_text=gettext_lazy("Ask first. They can stop them at any time on the page of their matter."),
    )
    headcount = WholeField(
        required=False, min_value=1, max_value=100_000, label=gettext_lazy("How many people"), initial=1
    )
    scale = OneOf(label=gettext_lazy("Scale"), choices=list(SCALES.items()), initial=1)
    closed_session = forms.BooleanField(required=False, label=gettext_lazy("Asks for a closed session"))
    no_publication = forms.BooleanField(required=False, label=gettext_lazy("Does not agree to publication"))
    respondent = PlainText(
        required=False,
        max_length=80,
        label=gettext_lazy("The other side, in words"),
        help_text=gettext_lazy("For example: the household upstairs."),
    )
    concealed = forms.BooleanField(
        required=False,
        label=gettext_lazy("A report against this unit: keep it from the unit"),
        help_text=gettext_lazy("The unit will not learn of the matter, nor of who brought it."),
    )

    def __init__(self, viewer: Viewer, data: QueryDict | None = None) -> None:
        """Offer what this post may register, in its city."""
        super().__init__(data, auto_id="new_%s")
        names = Names(viewer.city)
        local_phones(self, viewer.city)
        typed = [channel for channel in names.part.channels if channel.way == "desk"]
        if may_seek(viewer):
            self.fields["applicant_phone"].widget.attrs.update(
                LOOKED_UP | {"hx-post": reverse("desk:caller")}
            )
            self.fields["applicant_phone"].help_text = _(
                "What it brought before is shown at once. Each number looked up is recorded."
            )
        if not sms.can_send():
            del self.fields["messages"]
        self._choose("channel", [(channel.code, str(channel.name)) for channel in typed])
        self._choose("about", [("", ""), *_about(viewer, names)])
        self.fields["text"].widget.attrs.update({"maxlength": names.part.longest_text} | WORDS)
        self.longest_text = names.part.longest_text
        self.fields["division"] = division_field(
            viewer.city, near=own_places(viewer), label=_("Where"), initial=_own_street(viewer)
        )
        self.fields["respondent_unit"] = PickField(
            UnitPicks(Unit.objects.filter(city=viewer.city, ends_on=None), viewer.city, own_places(viewer)),
            url=str(reverse_lazy("desk:find_unit")),
            placeholder=_("Name, pinyin or code"),
            required=False,
            label=_("The other side, if it is a unit"),
            nothing=_("There is no such unit. Whoever is no unit goes into “The other side, in words”."),
        )

        self.fields["charged"] = PickField(
            colleagues(viewer),
            url=str(reverse_lazy("desk:find_post")),
            placeholder=_("Name of a person or unit"),
            required=False,
            label=_("Accept it and assign it to"),
            help_text=_("Left empty, it waits to be accepted."),
        )
        self.fields["charged"].widget.attrs["data-place"] = "division"

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_text(self) -> str:
        """Refuse a text longer than the city takes."""
        text = str(self.cleaned_data["text"])
        if len(text) > self.longest_text:
            raise forms.ValidationError(
                _("At most %(most)d characters; these are %(are)d.")
                % {"most": self.longest_text, "are": len(text)}
            )
        return text

    def clean_applicant_citizen_number(self) -> str:
        """Return the citizen number in its one spelling."""
        typed = str(self.cleaned_data["applicant_citizen_number"])
        try:
            return normalise_citizen_number(typed) if typed else ""
        except NoCitizenNumber as error:
            raise forms.ValidationError(str(error)) from error

    def clean_headcount(self) -> int:
        """Return one for a box left empty."""
        return int(self.cleaned_data["headcount"] or 1)

    def clean(self) -> dict[str, Any]:
        """Keep a matter only from a unit that is named, and send messages only to mobiles."""
        cleaned = super().clean() or {}
        if (
            cleaned.get("messages")
            and not is_mobile(cleaned.get("applicant_phone", ""))
            and not self.has_error("applicant_phone")
        ):
            self.add_error("messages", _("Text messages need a mobile number above."))
        if cleaned.get("concealed") and not cleaned.get("respondent_unit"):
            self.add_error("respondent_unit", _("Please name the unit that the report is against."))
        return cleaned

    def kind(self) -> str:
        """Return the kind of what a valid form is about."""
        return str(self.cleaned_data["about"]).partition(":")[0]

    def refuse(self, errors: Mapping[str, str]) -> None:
        """Put the messages of a refused report beside their fields, or on top."""
        put_errors(self, errors)


def _own_street(viewer: Viewer) -> str:
    """Return the street, or what of it is a post's own alone; of who is in charge of more there is none."""
    places = own_places(viewer)
    return places[0] if len(places) == 1 and len(places[0]) >= Level.TOWNSHIP else ""


def _about(viewer: Viewer, names: Names) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the kinds with their categories, as groups of choices "kind:category"."""
    return [
        (names.kind(kind), [(f"{kind}:{code}", name) for code, name in names.categories(kind).items()])
        for kind in registrable(viewer)
    ]
