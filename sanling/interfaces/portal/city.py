"""Which city a resident speaks to, and what every page of the portal shows of it."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from sanling.foundation.cleaning import clean_text
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.served import cities_served, profile_of_number, the_city
from sanling.interfaces.components.cities import COOKIE, FIELD, city_asked

REMEMBERED_FOR = timedelta(days=365)
View = Callable[..., HttpResponse]


class CityNotSaid(Http404):
    """Nothing of the request tells which city it is for."""


def city_profile(request: HttpRequest, *, number: str = "") -> Profile:
    """Return the city of a matter's number, else the one that the request is for; raises CityNotSaid."""
    found = (profile_of_number(number) if number else None) or city_asked(request, remembered=True)
    if found is None:
        raise CityNotSaid
    return found


def in_a_city(view: View) -> View:
    """Have a page's city chosen where nothing tells it, and remember what was chosen."""

    @wraps(view)
    def answered(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if the_city() is not None:
            return view(request, **kwargs)
        try:
            response = view(request, **kwargs)
        except CityNotSaid:
            response = _choice(request)
        patch_vary_headers(response, ["Cookie"])
        asked = city_asked(request) if FIELD in request.GET else None
        if asked is not None and request.COOKIES.get(COOKIE) != asked.code:
            response.set_cookie(
                COOKIE,
                asked.code,
                max_age=REMEMBERED_FOR,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return answered


def _choice(request: HttpRequest) -> HttpResponse:
    """Ask which city it is; whatever was sent goes on to the one that is chosen."""
    beside = request.GET.copy()
    beside.pop(FIELD, None)
    context = {
        "cities": cities_served(),
        "beside": beside.urlencode(),
        "sent": [
            (name, clean_text(text))
            for name, texts in request.POST.lists()
            if name != "csrfmiddlewaretoken"
            for text in texts
        ],
        "pictures_lost": bool(request.FILES),
    }
    return render(request, "portal/cities.html", context, status=200 if request.method != "POST" else 422)


def base_context(profile: Profile | None) -> dict[str, Any]:
    """Return what the base template shows of a city; ``city_code`` stands in its addresses where there are several."""
    if profile is None:
        return {"home_url": reverse("portal:start")}
    code = "" if the_city() is not None else profile.code
    home = reverse("portal:start")
    return {
        "city_name": profile.name,
        "city_code": code,
        "help_phone": profile.part("matters").help_phone,
        "home_url": f"{home}?{FIELD}={code}" if code else home,
    }


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, profile: Profile, status: int = 200
) -> HttpResponse:
    """Draw a page of the portal."""
    return render(request, template, base_context(profile) | context, status=status)
