"""The first page: what can be reported, and the way to what was."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sanling.interfaces.portal.city import city_profile, page


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what the city takes in."""
    profile = city_profile()
    return page(
        request,
        "portal/start.html",
        {"kinds": [kind for kind in profile.part("matters").kinds if kind.public]},
        profile=profile,
    )
