"""System checks of the apps that send residents: each has a key, long enough, changed within a year."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 -- Django's name
from django.core.exceptions import ImproperlyConfigured

from sanling.domain.matters.config import CityApp
from sanling.foundation import clock
from sanling.foundation.profile.registry import UnknownProfileError
from sanling.foundation.profile.served import cities_served
from sanling.foundation.profile.source import ProfileError
from sanling.interfaces.portal.app_keys import KEY_NAME, SHORTEST_SECRET, keys_given

MOST_MONTHS = 12
# The present one, and the one before it or after it.
MOST_KEYS = 2


def check_app_keys(**_options: Any) -> list[CheckMessage]:
    """Find keys of apps that can't be used, that nobody knows, or that are due to be changed; no secret is told."""
    try:
        listed = [app for city in cities_served() for app in city.part("matters").apps]
    except (ProfileError, UnknownProfileError, ImproperlyConfigured):
        # Told by the check of profiles.
        return []
    names, apps = [name for name, _secret in keys_given()], {app.code for app in listed}
    found = [*_malformed(), *_unknown(names, apps), *_without_key(names, apps), *_due(names, apps)]
    return [*found, *_called_alike(listed)]


def _called_alike(listed: list[CityApp]) -> Iterator[CheckMessage]:
    """Find apps that several cities list by one code and call differently: one key would speak for all of them."""
    called = defaultdict(set)
    for app in listed:
        called[app.code].add(app.name.zh)
    for code, names in sorted(called.items()):
        if len(names) > 1:
            hint = "give them codes of their own: whoever has the key of one speaks for it in all of these cities."
            yield Warning(f"Several cities list different apps as {code}.", hint=hint, id="portal.W005")


def _malformed() -> Iterator[CheckMessage]:
    for nth, (name, secret) in enumerate(keys_given(), 1):
        if not KEY_NAME.fullmatch(name):
            hint = "write each as app.2026-11:secret, with commas between."
            yield Error(f"Key {nth} of SANLING_APP_KEYS has no name.", hint=hint, id="portal.E001")
        elif len(secret) < SHORTEST_SECRET:
            hint = f"make one of {SHORTEST_SECRET} signs or more, as by `openssl rand -base64 33`."
            yield Error(f"The key {name} in SANLING_APP_KEYS is too short.", hint=hint, id="portal.E002")


def _unknown(names: list[str], apps: set[str]) -> Iterator[CheckMessage]:
    for name in names:
        found = KEY_NAME.fullmatch(name)
        if found and found["app"] not in apps:
            hint = "list it under `apps` in matters.toml, or take the key out."
            yield Warning(f"No profile has the app of the key {name}.", hint=hint, id="portal.W001")


def _without_key(names: list[str], apps: set[str]) -> Iterator[CheckMessage]:
    for app in sorted(apps - {name.partition(".")[0] for name in names}):
        hint = "give it one in SANLING_APP_KEYS; until then its residents are turned away."
        yield Warning(f"The app {app} has no key.", hint=hint, id="portal.W002")


def _due(names: list[str], apps: set[str]) -> Iterator[CheckMessage]:
    found = [match for name in names if (match := KEY_NAME.fullmatch(name)) and match["app"] in apps]
    newest: dict[str, str] = {}
    for match in found:
        newest[match["app"]] = max(match["month"], newest.get(match["app"], ""))
    for app, month in sorted(newest.items()):
        if _months_since(month) > MOST_MONTHS:
            hint = "make another, give it to the app, and take this one out once the app signs by it."
            yield Warning(f"The newest key of the app {app} is of {month}.", hint=hint, id="portal.W003")
    for app, count in sorted(Counter(match["app"] for match in found).items()):
        if count > MOST_KEYS:
            hint = "take out those by which it doesn't sign any more."
            yield Warning(f"The app {app} has {count} keys.", hint=hint, id="portal.W004")


def _months_since(month: str) -> int:
    made, today = date.fromisoformat(f"{month}-01"), clock.now().date()
    return (today.year - made.year) * 12 + today.month - made.month
