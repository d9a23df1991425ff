"""What stands where: clusters of the layers that are asked for, and the list of the very rows that they count."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.domain.people.layers import Layer, layers_for
from sanling.domain.people.ledgers import ledgers
from sanling.domain.territory.cells import Box, Ring, box_of
from sanling.domain.territory.queries import full_name
from sanling.foundation.cleaning import read_digits
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.ledgers import pages_of, rows_counted
from sanling.interfaces.desk.map.asking import place_asked
from sanling.interfaces.desk.map.permissions import shows_points
from sanling.processes.map.points import Asked, clusters, named, rows_in

# Some two hundred corners.
LONGEST_RING = 4_000


def layers_asked(request: HttpRequest, viewer: Viewer) -> Sequence[Layer]:
    """Return the layers that an address names; 404 for one that the viewer hasn't."""
    known = layers_for(viewer)
    codes = request.GET.getlist("layer")
    if not set(codes) <= set(known):
        raise Http404
    return [layer for code, layer in known.items() if code in codes]


def pairs_of(written: str) -> Ring:
    """Return the points of "lon,lat;lon,lat" (WGS-84); 404 for nonsense."""
    try:
        pairs = [tuple(map(float, pair.split(","))) for pair in written.split(";")] if written else []
    except ValueError:
        raise Http404 from None
    if len(written) > LONGEST_RING or any(len(pair) != 2 for pair in pairs):
        raise Http404
    found = tuple((lon, lat) for lon, lat in pairs)
    if not all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in found):
        raise Http404
    return found


def box_asked(request: HttpRequest) -> Box | None:
    """Return the box that an address names by its south-west and north-east (WGS-84), if one; 404 for nonsense."""
    corners = pairs_of(request.GET.get("box", ""))
    if not corners:
        return None
    if len(corners) != 2 or corners[0][0] > corners[1][0] or corners[0][1] > corners[1][1]:
        raise Http404
    return box_of(corners)


def ring_asked(request: HttpRequest) -> Ring:
    """Return the area that an address names by its corners (WGS-84), if one; 404 for nonsense."""
    ring = pairs_of(request.GET.get("area", ""))
    if 0 < len(ring) < 3:
        raise Http404
    return ring


def _written(ring: Ring) -> str:
    return ";".join(f"{lon},{lat}" for lon, lat in ring)


def list_url(asked: Asked) -> str:
    """Return where the rows are listed."""
    box = asked.box
    said = {
        "place": asked.place,
        "layer": asked.layer.code,
        "kind": asked.kind,
        "box": _written(((box.west, box.south), (box.east, box.north))) if box else "",
        "area": _written(asked.ring),
    }
    return f"{reverse('desk:map_list')}?{urlencode({name: value for name, value in said.items() if value})}"


@require_GET
@door(shows_points)
def map_points(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Answer the clusters of layers in a place and box at a zoom, with their sums and where each is listed."""
    place = place_asked(viewer, request.GET.get("place", "")).place.path
    box, zoom = box_asked(request), read_digits(request.GET.get("zoom", "")) or 0
    kind = request.GET.get("kind", "")[:40]
    ring = ring_asked(request)
    told = [
        dict(_told(viewer, Asked(layer, place, kind, box, ring), zoom))
        for layer in layers_asked(request, viewer)
    ]
    return JsonResponse({"layers": told})


def _told(viewer: Viewer, asked: Asked, zoom: int) -> Iterator[tuple[str, Any]]:
    found = clusters(viewer, asked, zoom)
    alone: Mapping[int, Any] = named(viewer, asked, found)
    pages = pages_of(asked.layer.ledger)
    yield "layer", asked.layer.code
    yield "name", str(asked.layer.name)
    yield "count", sum(cluster.count for cluster in found)
    yield "url", list_url(asked)
    # As short as many of them must be: longitude, latitude, how many, and of one alone its title and address.
    yield (
        "clusters",
        [
            [
                cluster.lon,
                cluster.lat,
                cluster.count,
                *([asked.layer.title(row), pages.row(row) if pages else ""] if row else []),
            ]
            for cluster in found
            for row in [alone.get(cluster.key or 0)]
        ],
    )


@require_GET
@door(shows_points)
def map_list(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the rows of a layer in a place and, if one is named, a box."""
    place = place_asked(viewer, request.GET.get("place", "")).place.path
    chosen = layers_asked(request, viewer)
    if len(chosen) != 1:
        raise Http404
    (layer,) = chosen
    asked = Asked(layer, place, request.GET.get("kind", "")[:40], box_asked(request), ring_asked(request))
    title = f"{layer.name} · {full_name(place)}"
    context = {
        "title": title,
        "heading": title,
        "of": _("In a part of the map") if asked.box or asked.ring else "",
        "back": f"{reverse('desk:map')}?{urlencode({'place': place, 'layer': layer.code})}",
        "back_to": _("Map"),
        **rows_counted(request, viewer, ledgers()[layer.ledger], rows_in(viewer, asked)),
    }
    return render(request, "desk/rows_counted.html", context)
