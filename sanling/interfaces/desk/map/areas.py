"""The outlines that the map draws, at an address that says their version: a browser keeps each for good."""

import gzip

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from sanling.domain.people.access import Viewer
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.map.asking import place_asked
from sanling.interfaces.desk.map.permissions import maps
from sanling.processes.figures.access import may_ask
from sanling.processes.map.drawing import Parts, drawn, kept


def areas_url(parts: Parts) -> str:
    """Return where the outlines of a place's parts are, as they are now."""
    return reverse("desk:map_areas", args=[parts.place.path, parts.version])


@require_safe
@door(maps)
def map_areas(request: HttpRequest, viewer: Viewer, place: str, version: str) -> HttpResponse:
    """Answer the outlines of what lies in a place (GeoJSON); an older version's address leads to today's."""
    body = kept(place, version) if may_ask(viewer, place) else None
    if body is None:
        parts = place_asked(viewer, place)
        if parts.version != version:
            return redirect(areas_url(parts))
        body = drawn(parts)
    headers = {"Cache-Control": "private, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(
            body, content_type="application/geo+json", headers=headers | {"Content-Encoding": "gzip"}
        )
    return HttpResponse(gzip.decompress(body), content_type="application/geo+json", headers=headers)
