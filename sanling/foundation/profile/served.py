"""The cities that this installation serves: one, several, or a province with several of its own."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import UnknownProfileError, profile_by_code
from sanling.foundation.profile.source import ProfileError

# What `served` raises: the check of profiles tells of it (checks.py).
WRONG_PROFILES = (ProfileError, UnknownProfileError, ImproperlyConfigured)


def served() -> tuple[Profile, ...]:
    """Return the profiles that SANLING_PROFILE names, in its order; raises UnknownProfileError.

    Raises ImproperlyConfigured where it names none: only a demonstration shows some city unasked.
    """
    if not settings.SERVED:
        raise ImproperlyConfigured("SANLING_PROFILE, which says the city, is not set. Fix: set it.")
    return tuple(profile_by_code(code) for code in settings.SERVED)


def cities_served() -> tuple[Profile, ...]:
    """Return those of them that residents speak to."""
    return tuple(profile for profile in served() if not profile.is_province)


def the_city() -> Profile | None:
    """Return the one city that is served, or ``None`` where there are several to choose from."""
    cities = cities_served()
    return cities[0] if len(cities) == 1 else None


def served_under(name: str) -> Profile:
    """Return what is served under its code ("xuchang") or digits ("4110"); raises UnknownProfileError."""
    known = served()
    for profile in known:
        if name in {profile.code, profile.city}:
            return profile
    codes = ", ".join(profile.code for profile in known)
    raise UnknownProfileError(f"{name!r} is none of the cities served here: {codes}.")


def profile_of_number(number: str) -> Profile | None:
    """Return the one served whose letters a matter's number begins with."""
    letters = number.partition("-")[0]
    return next((found for found in served() if found.letters == letters), None)
