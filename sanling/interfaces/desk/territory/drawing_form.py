"""What the page of boundaries sends: what was drawn over the lines that are open, from which day on, and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, Field, ValidationError

from sanling.domain.territory.mesh import Point, Polygons
from sanling.foundation.days import today
from sanling.interfaces.components.days import PastDayField
from sanling.interfaces.components.texts import PlainText


class Drawing(BaseModel):
    """Points that were moved or added (WGS-84), and parts whose rings have other points, of one version of lines."""

    version: str = Field(max_length=40)
    points: dict[int, Point] = Field(default_factory=dict)
    parts: dict[str, Polygons] = Field(default_factory=dict)


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

    def clean_drawing(self) -> Drawing:
        """Read what was drawn; raises ValidationError for what no page sends."""
        try:
            return Drawing.model_validate_json(self.cleaned_data["drawing"])
        except ValidationError as error:
            raise forms.ValidationError(
                _("The drawing could not be read. Please load the page anew.")
            ) from error
