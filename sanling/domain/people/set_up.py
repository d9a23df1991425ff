"""What an installation lacks before anybody can work in it: its cities' units, and who administers them."""

from collections.abc import Iterator

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 -- Django's own name

from sanling.domain.people.config import PeoplePart
from sanling.domain.people.models import Post, Unit
from sanling.domain.people.queries import in_office
from sanling.domain.people.rules import Duty
from sanling.foundation import clock
from sanling.foundation.accounts.queries import who_can_sign_in
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.registry import installed_profiles
from sanling.foundation.profile.served import served


def check_cities() -> list[CheckMessage]:
    """Find cities whose data is here without a profile to serve it, and those served without data."""
    here = set(Unit.objects.order_by().values_list("city", flat=True).distinct())
    installed = {profile.city: profile.code for profile in installed_profiles().values()}
    return [*_stray(here, installed), *_empty(here)]


def _stray(here: set[str], installed: dict[str, str]) -> Iterator[CheckMessage]:
    for city in sorted(here - {profile.city for profile in served()}):
        if city not in installed:
            hint = f"put its profile into {settings.PROFILES_ROOT}, or set SANLING_PROFILES_ROOT to where it lies."
            yield Error(
                f"The database holds the city {city}, of which there is no profile.",
                hint=hint,
                id="people.E001",
            )
        else:
            hint = f"add {installed[city]} to SANLING_PROFILE, unless it is left out on purpose."
            yield Warning(
                f"The database holds {installed[city]}, which isn't served.", hint=hint, id="people.W001"
            )


def _empty(here: set[str]) -> Iterator[CheckMessage]:
    for profile in served():
        if profile.city not in here:
            hint = "run `sanling city`."
            yield Warning(f"{profile.code} has no units yet.", hint=hint, id="people.W002")


def check_administrators() -> list[CheckMessage]:
    """Find cities that nobody administers, or nobody who can sign in; a demonstration lets anybody in as its cast."""
    if settings.DEMO:
        return []
    return [
        Warning(
            f"Nobody who can sign in administers {profile.code}.",
            hint="run `sanling administrator USERNAME --name NAME --phone PHONE`, and give a password.",
            id="people.W003",
        )
        for profile in served()
        if not _administered(profile)
    ]


def _administered(profile: Profile) -> bool:
    part: PeoplePart = profile.part("people")
    roles = [role.code for role in part.roles if role.duty is Duty.ADMINISTRATION]
    posts = Post.objects.filter(in_office(clock.now()), unit__city=profile.city, role__in=roles)
    return posts.filter(user__in=who_can_sign_in()).exists()


CHECKS = (check_cities, check_administrators)
