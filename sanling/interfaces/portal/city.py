"""Which city a resident speaks to, and what every page of the portal shows of it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import installed_profiles, profile_by_code, profile_for


def city_profile(path: str = "") -> Profile:
    """Return the profile of a place, or of the city that this installation is set to."""
    return profile_for(path) if path else profile_by_code(settings.PROFILE)


def profile_of_number(number: str) -> Profile:
    """Return the profile of the city whose letters a matter's number begins with."""
    letters = number.partition("-")[0]
    return next((one for one in installed_profiles().values() if one.letters == letters), city_profile())


def base_context(profile: Profile) -> dict[str, Any]:
    """Return what the base template shows of a city."""
    return {
        "city_name": profile.name,
        "help_phone": profile.part("matters").help_phone,
        "home_url": reverse("portal:start"),
    }


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, profile: Profile, status: int = 200
) -> HttpResponse:
    """Draw a page of the portal."""
    return render(request, template, base_context(profile) | context, status=status)
