"""Draws of spot checks: seed, pool and who came out, so that anybody draws the same again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sanling.domain.recognition.models import SpotDraw
from sanling.domain.recognition.publication import draw_of, draws_of
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.cities import city_of_place
from sanling.interfaces.portal.city import city_profile, in_a_city, page
from sanling.interfaces.portal.limited import limited

# A pool may be of thousands of codes.
AN_HOUR = 120


@in_a_city
@require_safe
@limited("portal.draws", AN_HOUR)
def draws(request: HttpRequest) -> HttpResponse:
    """List the draws of a city."""
    profile = city_profile(request)
    return page(request, "portal/recognition/draws.html", {"draws": draws_of(profile.city)}, profile=profile)


@require_safe
@limited("portal.draws", AN_HOUR)
def draw(request: HttpRequest, draw_id: int) -> HttpResponse:
    """Show one draw, and how to draw it again."""
    found = _found(draw_id)
    return page(request, "portal/recognition/draw.html", {"draw": found}, profile=profile_for(found.city))


@require_safe
@limited("portal.draws", AN_HOUR)
def pool(request: HttpRequest, draw_id: int) -> HttpResponse:
    """Give the whole pool of a draw, a code a line, as its hash was made."""
    found = _found(draw_id)
    lines = "".join(f"{code}\n" for code in found.pool)
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


def _found(draw_id: int) -> SpotDraw:
    found = draw_of(min(draw_id, 2**63 - 1))
    if found is None or city_of_place(found.city) is None:
        raise Http404
    return found
