"""What the page of boundaries sends: what was drawn over the lines that are open, from which day on, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import TypeAdapter, ValidationError

from sanling.domain.territory.lines import Drawn
from sanling.foundation.days import today
from sanling.interfaces.components.days import PastDayField
from sanling.interfaces.components.texts import OneOf, PlainText, WholeField
from sanling.interfaces.desk.territory.point_form import DATUMS

MOST_BYTES = 5 * 1024 * 1024
_DRAWN = TypeAdapter(Drawn)


class DrawingForm(forms.Form):
    """A drawing that is to hold."""

    drawing = forms.CharField(widget=forms.HiddenInput)
    on = PastDayField(gettext_lazy("Holds from"), required=True)
    basis = PlainText(
        label=gettext_lazy("On what basis"),
        max_length=200,
        help_text=gettext_lazy("The decision and its number; kept with each line."),
    )

    def __init__(self, data: Any = None) -> None:
        """Begin with today."""
        super().__init__(data, auto_id="drawing_%s", initial={"on": today()})

    def clean_drawing(self) -> Drawn:
        """Read what was drawn; raises ValidationError for what no page sends."""
        try:
            return _DRAWN.validate_json(self.cleaned_data["drawing"])
        except ValidationError as error:
            raise forms.ValidationError(
                _("The drawing could not be read. Please load the page anew.")
            ) from error


class BringForm(forms.Form):
    """Outlines that were drawn elsewhere; without a file, those that are there are fitted together."""

    file = forms.FileField(
        label=gettext_lazy("GeoJSON"),
        required=False,
        help_text=gettext_lazy("Without a file, the lines that are there are fitted together."),
    )
    datum = OneOf(label=gettext_lazy("Where the coordinates are from"), choices=list(DATUMS.items()))
    near = WholeField(
        label=gettext_lazy("Lines are one within (metres)"), min_value=1, max_value=20, initial=1
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        """Begin with what a survey has."""
        super().__init__(data, files, auto_id="bring_%s")

    def clean_file(self) -> str:
        """Read its text; raises ValidationError for one that is too large, or no text."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 5 MB. Choose a part, and bring its lines.")
            )
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            text = _("This is no GeoJSON: a collection of features, each with its code or name.")
            raise forms.ValidationError(text) from error
