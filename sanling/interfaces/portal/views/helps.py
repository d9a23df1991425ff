"""What script on the report's page asks for: places by name, outlines for the map, a challenge to calculate."""

import json
from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from sanling.domain.territory.queries import find, outlines
from sanling.domain.territory.rules import Level
from sanling.foundation.delivery.limits import Over, hit
from sanling.interfaces.components.client import client_address
from sanling.interfaces.components.texts import plain
from sanling.interfaces.portal.city import city_profile
from sanling.interfaces.portal.forms import MOST_HITS, SEARCHED_LEVELS, division_name
from sanling.interfaces.portal.proof import new_challenge

CHALLENGES_AN_HOUR = 600


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Answer with the divisions that a name, its pinyin or its initials may mean."""
    query = plain(request.GET.get("q", ""))[:40].strip()
    found = find(query, within=city_profile().city, levels=SEARCHED_LEVELS, limit=MOST_HITS)
    named = found.select_related("parent")
    return JsonResponse({"places": [{"value": one.pk, "label": division_name(one)} for one in named]})


@cache_control(public=True, max_age=3600)
@require_safe
def areas(request: HttpRequest) -> HttpResponse:
    """Answer with outlines to find one's way by: the villages of a township, else the townships of the city."""
    city, at = city_profile().city, plain(request.GET.get("at", ""))
    is_township = len(at) == Level.TOWNSHIP and at.startswith(city)
    found = outlines(at, Level.VILLAGE) if is_township else outlines(city, Level.TOWNSHIP)
    return JsonResponse(found)


@never_cache
@require_safe
def challenge(request: HttpRequest) -> HttpResponse:
    """Answer with something to calculate before a report is sent."""
    counted = hit(
        scope="portal.challenge",
        key=client_address(request),
        limit=CHALLENGES_AN_HOUR,
        per=timedelta(hours=1),
    )
    if isinstance(counted, Over):
        seconds = max(1, round(counted.retry_after.total_seconds()))
        return HttpResponse(status=429, headers={"Retry-After": str(seconds)})
    return HttpResponse(json.dumps(new_challenge()), content_type="application/json")
