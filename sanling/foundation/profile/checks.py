"""The system check that every installed profile can be used, and that those served are there and can be reached."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error
from django.http.request import validate_host

from sanling.foundation.profile.registry import UnknownProfileError, installed_profiles
from sanling.foundation.profile.served import cities_served
from sanling.foundation.profile.source import ProfileError


def check_profiles(**_options: Any) -> list[CheckMessage]:
    """Return one error for every problem in a profile, with its file, line and field, and for each one that is missing.

    A name by which a city can't be reached is a warning.
    """
    try:
        known = installed_profiles()
    except ProfileError as error:
        hint = "correct the file at that line."
        return [Error(str(problem), hint=hint, id="profile.E001") for problem in error.problems]
    if not settings.SERVED:
        hint = f"set it to one of: {', '.join(known) or 'none'}; or to several, with commas between."
        return [Error("SANLING_PROFILE, which says the city, is not set.", hint=hint, id="profile.E003")]
    try:
        cities = cities_served()
    except UnknownProfileError as error:
        return [Error(str(error), hint="correct SANLING_PROFILE.", id="profile.E002")]
    return list(_unreachable({host: city.code for city in cities for host in city.head.hosts}))


def _unreachable(hosts: dict[str, str]) -> Iterator[CheckMessage]:
    for host, code in hosts.items():
        if not validate_host(host, settings.ALLOWED_HOSTS):
            hint = "add it to SANLING_ALLOWED_HOSTS."
            yield checks.Warning(f"{code} is not reached by {host}.", hint=hint, id="profile.W001")
