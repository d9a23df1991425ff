"""Code points: where posters hang, with a page of each to print."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from sanling.domain.people.access import Viewer, reach_at
from sanling.domain.people.code_points import hangs_posters, kept_by
from sanling.domain.territory.actions.hang_code_point import hang_code_point
from sanling.domain.territory.actions.retire_code_point import retire_code_point
from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.points import Misplaced, datum_of
from sanling.domain.territory.queries import place_names
from sanling.foundation.datum import Datum
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.components.texts import DegreesField, OneOf, PlainText
from sanling.interfaces.desk.choices import division_field, own_places
from sanling.interfaces.desk.door import door
from sanling.interfaces.desk.listing import newest_first
from sanling.interfaces.desk.pages import keeps_posters
from sanling.interfaces.desk.territory.posters import point_or_404

PAGE = 50
CODE_POINTS = Listing(
    heads=(
        Head(gettext_lazy("Code")),
        Head(gettext_lazy("Place")),
        Head(gettext_lazy("Division")),
        Head(gettext_lazy("Since")),
        Head(gettext_lazy("Retire"), hidden=True),
    ),
    nothing=gettext_lazy("No code points yet"),
    what_to_do=gettext_lazy("Name a place on the right, then print its poster."),
    icon="qrcode",
    linked=True,
)
DATUMS = {
    Datum.CGCS2000.value: gettext_lazy("Tianditu, or a survey (CGCS2000)"),
    Datum.WGS84.value: gettext_lazy("GPS of a phone or camera (WGS-84)"),
    Datum.GCJ02.value: gettext_lazy("Amap, Tencent or WeChat (GCJ-02)"),
}


class CodePointForm(forms.Form):
    """A new place for a poster."""

    place = PlainText(
        max_length=120,
        label=gettext_lazy("Place"),
        help_text=gettext_lazy("As residents call it: building 3, stairwell 2."),
    )
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

    def __init__(self, viewer: Viewer, data: Any = None) -> None:
        """Offer the divisions of the viewer's city."""
        super().__init__(data, auto_id="point_%s", initial={"datum": datum_of(viewer.city)})
        self.fields["division"] = division_field(viewer.city, near=own_places(viewer), label=_("Division"))
        self.order_fields(["division", "place", "lon", "lat", "datum"])
        self.viewer = viewer

    def clean_division(self) -> str:
        """Refuse a place outside the jurisdiction."""
        path = str(self.cleaned_data["division"])
        if reach_at(self.viewer, path, hangs_posters) is None:
            raise forms.ValidationError(_("This place is outside your jurisdiction."))
        return path

    def clean(self) -> dict[str, Any]:
        """Want both coordinates or none."""
        cleaned = super().clean() or {}
        if "lon" in cleaned and "lat" in cleaned and (cleaned["lon"] is None) != (cleaned["lat"] is None):
            self.add_error("lat", _("Please give both longitude and latitude, or neither."))
        return cleaned


def _hung(viewer: Viewer, form: CodePointForm) -> CodePoint | None:
    """Hang it; ``None`` for a point that isn't in the division, which the form then says."""
    cleaned = form.cleaned_data
    datum = Datum(cleaned["datum"]) if cleaned["datum"] else None
    try:
        return hang_code_point(actor=viewer, **{**cleaned, "datum": datum})
    except Misplaced as wrong:
        form.add_error(wrong.field, str(wrong))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@door(keeps_posters)
def code_points(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the posters of one's jurisdiction, and hang another."""
    form = CodePointForm(viewer, request.POST if request.method == "POST" else None)
    point = _hung(viewer, form) if request.method == "POST" and form.is_valid() else None
    if point:
        messages.success(request, _("The code point %(code)s is ready to be printed.") % {"code": point.code})
        return redirect("desk:poster", code=point.code)
    found, page = newest_first(request, kept_by(viewer), PAGE)
    places = place_names(point.division_id for point in found)
    rows = [(point, places.get(point.division_id, "")) for point in found]
    context = {"form": form, "shown": CODE_POINTS.holding(rows, page)}
    return render(request, "desk/territory/code_points.html", context, status=422 if form.errors else 200)


@require_POST
@door(keeps_posters)
def retire(request: HttpRequest, viewer: Viewer, code: str) -> HttpResponse:
    """Retire a code point: its poster comes down, what was reported by it stays."""
    point = point_or_404(viewer, code)
    retire_code_point(actor=viewer, code_point=point)
    messages.success(request, _("The code point %(code)s is retired.") % {"code": point.code})
    return redirect("desk:code_points")
