"""Whether an agreement holds, for whoever has its paper in hand; nothing else is told."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sanling.domain.mediation.access import agreement_of_code
from sanling.domain.mediation.agreements import Standing, standing_of
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.responses import secret_page
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.limited import limited

AN_HOUR = 300


@secret_page
@require_safe
@limited("portal.agreements", AN_HOUR)
def agreement_check(request: HttpRequest, code: str) -> HttpResponse:
    """Tell how the agreement of a code stands. What is still drawn up has no paper, and is not found."""
    found = agreement_of_code(code)
    if found is None:
        raise Http404
    standing = standing_of(found)
    context = {"standing": standing.value, "holds": standing is Standing.HOLDS}
    return page(request, "portal/mediation/check.html", context, profile=profile_for(found.body.unit.city))
