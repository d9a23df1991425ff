"""Outlines for the map of a matter's page."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from sanling.domain.people.access import Viewer
from sanling.domain.territory.maps import outlines, point_feature
from sanling.domain.territory.points import map_point
from sanling.domain.territory.rules import Level, at_level, level_of
from sanling.interfaces.components.door import door
from sanling.interfaces.desk.matters.matter import visible_or_404
from sanling.interfaces.desk.pages import sees_matters


@require_GET
@door(sees_matters)
def matter_place(request: HttpRequest, viewer: Viewer, number: str) -> JsonResponse:
    """Answer the point of a matter and the outline of its village, as far as it is known (GeoJSON)."""
    found = visible_or_404(viewer, number)
    around = at_level(found.division_id, Level.VILLAGE) or found.division_id
    drawn = outlines(around, level_of(around))
    features: list[dict[str, Any]] = list(drawn["features"])
    point = map_point(found.division_id, found.lon, found.lat)
    if point:
        features.append(point_feature(point))
    return JsonResponse({"type": "FeatureCollection", "features": features})
