"""Published questions and answers: found by words or category, and one of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from sanling.domain.consulting.access import part_of, told_answers
from sanling.domain.consulting.naming import categories_of
from sanling.foundation.cleaning import clean_line, read_digits
from sanling.foundation.profile.loader import Profile
from sanling.foundation.text import search_q
from sanling.interfaces.components.cities import FIELD
from sanling.interfaces.portal.city import base_context, city_profile, in_a_city, page
from sanling.interfaces.portal.limited import limited

AN_HOUR = 600
MOST, LONGEST = 10, 80


@in_a_city
@require_safe
@limited("portal.answers", AN_HOUR)
def answers(request: HttpRequest) -> HttpResponse:
    """List what is published in a city, ten a page, the newest first."""
    profile = _answering(request)
    named = categories_of(profile.city)
    typed = clean_line(request.GET.get("q", ""))[:LONGEST]
    category = request.GET.get("category", "")
    category = category if category in named else ""
    nth = max(read_digits(request.GET.get("page", ""), digits=4) or 1, 1)
    found = told_answers(profile.city).filter(search_q("search", typed))
    if category:
        found = found.filter(category=category)
    rows = list(found[(nth - 1) * MOST : nth * MOST + 1])

    def address(to: int) -> str:
        said = {"q": typed, "category": category, "page": to if to > 1 else ""}
        said |= {FIELD: base_context(profile)["city_code"]}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"{reverse('portal:answers')}?{query}" if query else reverse("portal:answers")

    context = {
        "rows": [(row, named.get(row.category, "")) for row in rows[:MOST]],
        "typed": typed,
        "category": category,
        "categories": named.items(),
        "kind": next(iter(part_of(profile.city).kinds)),
        "previous": address(nth - 1) if nth > 1 else "",
        "next": address(nth + 1) if len(rows) > MOST else "",
    }
    return page(request, "portal/consulting/answers.html", context, profile=profile)


@in_a_city
@require_safe
@limited("portal.answer", AN_HOUR)
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Show one; what was withdrawn is not found."""
    profile = _answering(request)
    found = told_answers(profile.city).filter(code=clean_line(code)[:LONGEST]).first()
    if found is None:
        raise Http404
    context = {"answer": found, "category": categories_of(profile.city).get(found.category, "")}
    return page(request, "portal/consulting/answer.html", context, profile=profile)


def _answering(request: HttpRequest) -> Profile:
    """Return the city; one whose answers are never published has no such page."""
    profile = city_profile(request)
    if not part_of(profile.city).kinds:
        raise Http404
    return profile
