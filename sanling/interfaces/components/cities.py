"""Which of the cities served a request is for: by the place that it is about, else as it says itself."""

from django.http import HttpRequest

from sanling.domain.territory.locate import locate
from sanling.domain.territory.models import Division
from sanling.domain.territory.points import datum_of
from sanling.domain.territory.queries import hanging
from sanling.foundation.datum import Datum, convert
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.served import cities_served, the_city
from sanling.interfaces.components.client import host_called

COOKIE = "sanling_city"
# The field of an address that says the city; empty, it asks for the choice.
FIELD = "city"


def city_asked(request: HttpRequest, *, remembered: bool = False) -> Profile | None:
    """Return the one city served, else the one that the address says, its host's, or the one chosen before.

    What a browser ``remembered`` is for its pages alone: other answers may be kept by their address.
    """
    only = the_city()
    if only is not None:
        return only
    cities = cities_served()
    if FIELD in request.GET:
        return next((city for city in cities if city.code == request.GET[FIELD]), None)
    host = host_called(request)
    of_host = next((city for city in cities if host in city.head.hosts), None)
    if of_host is not None or not remembered:
        return of_host
    return next((city for city in cities if city.code == request.COOKIES.get(COOKIE)), None)


def city_of_place(path: str) -> Profile | None:
    """Return the one served that a division belongs to."""
    return next((city for city in cities_served() if path.startswith(city.city)), None)


def city_of_poster(code: str) -> Profile | None:
    """Return the one served in which the poster with a code hangs."""
    poster = hanging(code) if code else None
    return city_of_place(poster.division_id) if poster else None


def division_at(lon: float, lat: float, datum: Datum | None) -> Division | None:
    """Return the deepest division at a point, in whichever city; ``datum`` is each city's own unless said otherwise."""
    for city in cities_served():
        own = datum_of(city.city)
        found = locate(*convert(lon, lat, of=datum or own, to=own), city.city)
        if found is not None:
            return found
    return None
