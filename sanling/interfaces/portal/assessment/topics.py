"""What somebody may have assessed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sanling.domain.assessment.config import AssessmentPart
from sanling.domain.assessment.wording import not_a_decision
from sanling.interfaces.portal.city import city_profile, in_a_city
from sanling.interfaces.portal.kept import kept_page


@in_a_city
@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Ask what the dispute is about."""
    profile = city_profile(request)
    part: AssessmentPart = profile.part("assessment")
    if not part.topics:
        raise Http404
    return kept_page(
        request,
        "portal/assessment/topics.html",
        lambda _own: {"topics": part.topics, "caution": not_a_decision()},
        profile=profile,
    )
