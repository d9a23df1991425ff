"""The directory: the city's offices, those of any place in it, and who is in charge where somebody lives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from sanling.domain.matters.directory import taken_in
from sanling.domain.people.directory import (
    Office,
    PersonInCharge,
    offices_at,
    offices_called,
    offices_in_charge,
    persons_in_charge,
    published,
)
from sanling.domain.territory.models import Division
from sanling.domain.territory.queries import below, current, find, hanging, lies_in, place_names, trail
from sanling.domain.territory.rules import Level, city_of
from sanling.foundation.cleaning import clean_line
from sanling.foundation.profile.loader import Profile
from sanling.interfaces.components.cities import city_of_place
from sanling.interfaces.portal.city import city_profile, in_a_city, page
from sanling.interfaces.portal.limited import limited

MOST_OFFICES = 20
MOST_PLACES = 8
LONGEST = 40
AN_HOUR = 600
KEPT_SECONDS = 300
SEARCHED_LEVELS = (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Directory:
    """What a page of the directory shows."""

    typed: str = ""
    # The place that is looked at and those above it, the city first.
    trail: Sequence[Division] = ()
    name: str = ""
    # Whether it is a village or a part of one, of which somebody is in charge.
    is_home: bool = False
    persons: Sequence[PersonInCharge] = ()
    offices: Sequence[Office] = ()
    places: Sequence[tuple[str, str]] = field(default=())

    @property
    def division(self) -> Division:
        """Return the place itself."""
        return self.trail[-1]

    @property
    def is_grid(self) -> bool:
        """Tell whether the place is part of a village."""
        return len(self.division.pk) > Level.VILLAGE


def kept_awhile(view: View) -> View:
    """Let the browser that asked keep a page for some minutes: offices change seldom."""

    @wraps(view)
    def answered(request: HttpRequest, **kwargs: str) -> HttpResponse:
        response = view(request, **kwargs)
        if response.status_code == 200:
            patch_cache_control(response, private=True, max_age=KEPT_SECONDS)
            patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return response

    return answered


@in_a_city
@require_safe
@limited("portal.offices", AN_HOUR)
@kept_awhile
def offices(request: HttpRequest) -> HttpResponse:
    """Show the city's own offices, or the offices and places that are called as typed; a poster's code is its place."""
    profile = _publishing(city_profile(request))
    typed = clean_line(request.GET.get("q", ""))[:LONGEST]
    if not typed:
        return _draw(request, profile, _at(profile.city))
    poster = hanging(typed)
    if poster and poster.division_id.startswith(profile.city):
        return redirect("portal:place", path=poster.division_id)
    found = find(typed, within=profile.city, levels=SEARCHED_LEVELS, limit=MOST_PLACES)
    places = [
        (division.pk, f"{division.name}（{above}）" if (above := lies_in(division)) else division.name)
        for division in found.select_related("parent")
    ]
    called = offices_called(profile.city, typed, most=MOST_OFFICES)
    return _draw(request, profile, Directory(typed=typed, offices=called, places=places))


@in_a_city
@require_safe
@limited("portal.offices", AN_HOUR)
@kept_awhile
def place(request: HttpRequest, path: str) -> HttpResponse:
    """Show the offices of a place; where people live, those in charge of it."""
    profile = city_of_place(path)
    if profile is None or len(path) <= len(profile.city) or current(path) is None:
        raise Http404
    return _draw(request, _publishing(profile), _at(path))


def place_url(path: str) -> str:
    """Return the address of a place's page, "" for the whole city or where nothing is published."""
    is_published = len(path) > Level.CITY and published(city_of(path)).kinds
    return reverse("portal:place", args=[path]) if is_published else ""


def _publishing(profile: Profile) -> Profile:
    """Return a city that has a directory; of others there is none."""
    if not published(profile.city).kinds:
        raise Http404
    return profile


def _at(path: str) -> Directory:
    is_home = len(path) >= Level.VILLAGE
    return Directory(
        trail=[division for division in trail(path) if len(division.pk) >= Level.CITY],
        name=place_names([path])[path],
        is_home=is_home,
        persons=persons_in_charge(path),
        offices=offices_in_charge(path) if is_home else offices_at(path),
        places=[(division.pk, division.name) for division in below(path)],
    )


def _draw(request: HttpRequest, profile: Profile, directory: Directory) -> HttpResponse:
    takes_in = taken_in(profile.city, directory.offices)
    context = {
        "directory": directory,
        "offices": [(office, takes_in[office.unit.pk]) for office in directory.offices],
        "action": reverse("portal:offices"),
    }
    return page(request, "portal/people/directory.html", context, profile=profile)
