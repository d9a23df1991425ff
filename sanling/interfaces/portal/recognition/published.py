"""What is published: whom the city is about to recognise or has recognised, to which anybody may object."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sanling.domain.recognition.publication import published as read
from sanling.domain.recognition.situations import recognition_part
from sanling.domain.recognition.year_columns import years
from sanling.foundation.cleaning import clean_line, read_digits
from sanling.foundation.days import today
from sanling.interfaces.portal.city import city_profile, in_a_city, page
from sanling.interfaces.portal.limited import limited

MOST = 50
AN_HOUR = 600


@in_a_city
@require_safe
@limited("portal.recognitions", AN_HOUR)
def published(request: HttpRequest) -> HttpResponse:
    """Show what is published of a year, by name."""
    profile = city_profile(request)
    part = recognition_part(profile.city)
    if part.kind is None:
        raise Http404
    year = request.GET.get("year") or str(part.last_over(today().replace(day=1)))
    if year not in years(profile.city):
        raise Http404
    words = clean_line(request.GET.get("q", ""))[:40]
    nth = max(read_digits(request.GET.get("page", ""), digits=5) or 1, 1)
    found = read(profile.city, int(year), words=words, first=(nth - 1) * MOST, most=MOST)
    context = {
        "published": found,
        "year": year,
        "years": years(profile.city),
        "typed": words,
        "nth": nth,
        "next": nth + 1 if found.more else None,
        "previous": nth - 1 if nth > 1 else None,
    }
    return page(request, "portal/recognition/published.html", context, profile=profile)
