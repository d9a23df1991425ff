"""Boundaries as GeoJSON: handed out in any datum, and brought back over the lines that are open."""

import json
from dataclasses import asdict

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.people.access import Viewer
from sanling.domain.territory.brought import collection_of, drawn_by, read_collection
from sanling.domain.territory.lines import Opened, TooMuch, opened
from sanling.foundation.datum import Datum
from sanling.foundation.files.kinds import Kind
from sanling.interfaces.components.door import door
from sanling.interfaces.components.responses import file_answer
from sanling.interfaces.desk.pages import administers
from sanling.interfaces.desk.territory.boundaries import may_draw, page, place_asked
from sanling.interfaces.desk.territory.drawing_form import BringForm, DrawingForm

GEOJSON = Kind("application/geo+json", ".geojson")


def _opened(viewer: Viewer, place: str) -> Opened:
    try:
        here = opened(place, may_draw(viewer))
    except TooMuch:
        here = None
    if here is None:
        raise Http404
    return here


@require_GET
@door(administers)
def boundary_file(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Hand out the outlines of a place."""
    here = _opened(viewer, place_asked(request, viewer).path)
    try:
        datum = Datum(request.GET.get("datum") or Datum.WGS84)
    except ValueError:
        raise Http404 from None
    text = json.dumps(collection_of(here, datum), ensure_ascii=False, separators=(",", ":"))
    return file_answer(text.encode(), GEOJSON, f"{here.place}-{datum}")


@require_POST
@door(administers)
def bring_boundaries(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what a file draws over the lines, or how those of now fit together: nothing holds before it is saved."""
    place = place_asked(request, viewer)
    here = _opened(viewer, place.path)
    bring = BringForm(request.POST, request.FILES)
    form = DrawingForm()
    if bring.is_valid():
        try:
            datum = Datum(bring.cleaned_data["datum"])
            text = bring.cleaned_data["file"]
            outlines = read_collection(text, here, datum) if text else {}
            drawn = drawn_by(here, outlines, near=bring.cleaned_data["near"])
            form.initial["drawing"] = json.dumps(asdict(drawn), separators=(",", ":"))
        except ValueError as error:
            bring.add_error("file", str(error))
    return page(request, viewer, place, form, bring)
