"""What script on the report's page asks for: places by name, outlines for the map, a challenge to calculate."""

import gzip
import json
from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_safe

from sanling.domain.territory.maps import outlines
from sanling.domain.territory.points import datum_of
from sanling.domain.territory.queries import edition_of, find
from sanling.domain.territory.rules import Level
from sanling.foundation.cleaning import clean_line, fold_code
from sanling.foundation.datum import Datum
from sanling.interfaces.components.cities import city_asked
from sanling.interfaces.portal.city import CityNotSaid
from sanling.interfaces.portal.limited import limited
from sanling.interfaces.portal.matters.forms import MOST_HITS, SEARCHED_LEVELS, division_name
from sanling.interfaces.portal.proof import new_challenge

# As many maps as one process keeps drawn: every township of a city, some ten kilobytes each.
MAPS_KEPT = 512


def _city(request: HttpRequest) -> str:
    """Return the city that the address says: what is answered may be kept by it."""
    found = city_asked(request)
    if found is None:
        raise CityNotSaid
    return found.city


@require_safe
@limited("portal.places", 6000)
def places(request: HttpRequest) -> HttpResponse:
    """Answer with the divisions that a name, its pinyin or its initials may mean."""
    query = clean_line(request.GET.get("q", ""))[:40]
    found = find(query, within=_city(request), levels=SEARCHED_LEVELS, limit=MOST_HITS)
    named = found.select_related("parent")
    return JsonResponse(
        {"places": [{"value": division.pk, "label": division_name(division)} for division in named]}
    )


def _asked(request: HttpRequest) -> tuple[str, Level]:
    """Return whose parts of which level: the villages of a township, else the townships of the city."""
    city, at = _city(request), fold_code(request.GET.get("at", ""))
    is_township = len(at) == Level.TOWNSHIP and at.isdigit() and at.startswith(city)
    return (at, Level.VILLAGE) if is_township else (city, Level.TOWNSHIP)


@lru_cache(maxsize=MAPS_KEPT)
def _map(path: str, level: Level, _edition: UUID | None, _datum: Datum) -> tuple[bytes, bytes]:
    """Return a map as JSON and the same compressed, drawn once for each edition of the territory, and its datum."""
    text = json.dumps(outlines(path, level), ensure_ascii=False, separators=(",", ":")).encode()
    return text, gzip.compress(text)


def _edition_asked(request: HttpRequest) -> str:
    return f'W/"{_asked(request)[0]}-{edition_of(_city(request))}"'


@require_safe
@condition(etag_func=_edition_asked)
@limited("portal.areas", 600)
def areas(request: HttpRequest) -> HttpResponse:
    """Answer with outlines to find one's way by; one that is known already costs no body (304)."""
    city = _city(request)
    text, packed = _map(*_asked(request), edition_of(city), datum_of(city))
    headers = {"Cache-Control": "public, max-age=3600", "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return HttpResponse(text, content_type="application/json", headers=headers)
    packing = {"Content-Encoding": "gzip"}
    return HttpResponse(packed, content_type="application/json", headers=headers | packing)


@never_cache
@require_safe
@limited("portal.challenge", 600)
def challenge(request: HttpRequest) -> HttpResponse:
    """Answer with something to calculate before a report is sent."""
    return HttpResponse(json.dumps(new_challenge()), content_type="application/json")
