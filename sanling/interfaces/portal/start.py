"""The first page: what can be reported, and the way to what was."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sanling.domain.recognition.situations import recognition_part
from sanling.interfaces.portal.city import city_profile, in_a_city
from sanling.interfaces.portal.kept import kept_page


@in_a_city
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show what the city takes in."""
    profile = city_profile(request)
    return kept_page(
        request,
        "portal/start.html",
        lambda _own: {
            "kinds": [kind for kind in profile.part("matters").kinds if kind.public],
            "centre": profile.part("people").intake_name,
            "recognises": recognition_part(profile.city).kind is not None,
            "has_directory": bool(profile.part("people").directory.kinds),
            "has_mediators": bool(profile.part("mediation").kinds),
            "has_answers": bool(profile.part("consulting").kinds),
            "has_assessment": bool(profile.part("assessment").topics),
        },
        profile=profile,
    )
