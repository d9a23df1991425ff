"""Going somewhere on the map: by a place's name, a matter's number, or where one stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sanling.domain.matters.access import visible_matters
from sanling.domain.people.access import Viewer
from sanling.domain.territory.points import Misplaced, map_point, place_point
from sanling.domain.territory.queries import find, place_names
from sanling.domain.territory.rules import Level, at_level
from sanling.foundation.cleaning import clean_line, fold_code
from sanling.foundation.datum import Datum
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.map.asking import Asked, read
from sanling.interfaces.desk.map.permissions import maps
from sanling.interfaces.desk.map.points import pairs_of
from sanling.processes.figures.access import may_ask

LONGEST = 60
# So many are shown, of so many by that name that are looked through.
MOST, READ = 20, 200


@dataclass(frozen=True)
class Found:
    """A place that may be meant, and where its map is."""

    name: str
    url: str


@require_GET
@door(maps)
def map_find(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Lead to the place or matter that is meant, or show which ones may be."""
    asked = read(request, viewer)
    words = clean_line(request.GET.get("q", ""))[:LONGEST]
    if url := _matter(asked, words):
        return redirect(url)
    places = _places(asked, words)
    if len(places) == 1:
        return redirect(places[0].url)
    context = {"words": words, "places": places, "back": asked.address("desk:map")}
    return render(request, "desk/map/found.html", context)


def _matter(asked: Asked, words: str) -> str:
    """Return the map around a matter that the viewer sees, by its number; "" where there is no point to go to."""
    found = visible_matters(asked.viewer, few=True).filter(number=fold_code(words)).first()
    point = map_point(found.division_id, found.lon, found.lat) if found else None
    if found is None or not may_ask(asked.viewer, found.division_id):
        return ""
    village = at_level(found.division_id, Level.VILLAGE) or found.division_id
    return asked.address("desk:map", place=village, **({"at": _said(*point)} if point else {}))


def _places(asked: Asked, words: str) -> Sequence[Found]:
    near = find(words, within=asked.viewer.city, limit=READ, near=asked.viewer.own.paths)
    found = [division for division in near if may_ask(asked.viewer, division.path)][:MOST]
    exact = [
        division for division in found if words in (division.name, division.path, division.official_code)
    ]
    shown = exact if len(exact) == 1 else found
    names = place_names(division.path for division in shown) if shown else {}
    return [
        Found(names[division.path] or division.name, asked.address("desk:map", place=division.path))
        for division in shown
    ]


@require_GET
@door(maps)
def map_near(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Lead to the village or grid in which a point (WGS-84, as a device knows it) lies, or say why not."""
    asked = read(request, viewer)
    points = pairs_of(request.GET.get("at", ""))
    if len(points) != 1:
        raise Http404
    ((lon, lat),) = points
    try:
        placed = place_point(viewer.city, lon, lat, datum=Datum.WGS84)
    except Misplaced as error:
        messages.warning(request, str(error))
        return redirect(asked.address("desk:map"))
    division = placed.division if placed else ""
    if not division or not may_ask(viewer, division):
        messages.warning(request, _("You are at a place that your post doesn't answer for."))
        return redirect(asked.address("desk:map"))
    return redirect(asked.address("desk:map", place=division, at=_said(lon, lat)))


def _said(lon: float, lat: float) -> str:
    return f"{lon:.6f},{lat:.6f}"
