"""Where something is: a point typed at the desk, in whichever datum it was read off."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.foundation.datum import Datum
from sanling.interfaces.components.texts import DegreesField, OneOf

DATUMS = {
    Datum.CGCS2000.value: gettext_lazy("Tianditu, or a survey (CGCS2000)"),
    Datum.WGS84.value: gettext_lazy("GPS of a phone or camera (WGS-84)"),
    Datum.GCJ02.value: gettext_lazy("Amap, Tencent or WeChat (GCJ-02)"),
    Datum.BD09.value: gettext_lazy("Baidu (BD-09)"),
}


class PointForm(forms.Form):
    """Longitude and latitude, both or none, and where they are from."""

    lon = DegreesField(most=180, label=gettext_lazy("Longitude"))
    lat = DegreesField(most=90, label=gettext_lazy("Latitude"))
    datum = OneOf(
        required=False,
        choices=list(DATUMS.items()),
        label=gettext_lazy("Where the coordinates are from"),
        help_text=gettext_lazy(
            "Maps on phones show other numbers than satellites give, up to 700 metres apart."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Want both coordinates or none."""
        cleaned = dict(super().clean() or self.cleaned_data)
        if "lon" in cleaned and "lat" in cleaned and (cleaned["lon"] is None) != (cleaned["lat"] is None):
            self.add_error("lat", _("Please give both longitude and latitude, or neither."))
        return cleaned
