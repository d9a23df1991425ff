"""System checks of where people reach us."""

from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 -- Django's own name
from django.http.request import validate_host


def check_address(**_options: Any) -> list[CheckMessage]:
    """Find names that are none, and a real installation that its own address doesn't lead to."""
    found: list[CheckMessage] = list(_names())
    return found if settings.DEMO or settings.DEBUG else [*found, *_ways()]


def _names() -> Iterator[CheckMessage]:
    for name in settings.ALLOWED_HOSTS:
        if set(name) & set("/ '\"") or (":" in name and not name.startswith("[")):
            said = f"SANLING_ALLOWED_HOSTS has {name!r}, which is no name."
            yield Error(
                said, hint="write names alone: no https://, no port, no quotes.", id="components.E002"
            )


def _ways() -> Iterator[CheckMessage]:
    public = urlsplit(settings.PUBLIC_URL)
    host = public.hostname or ""
    if _is_this_machine(host):
        said = f"Posters and messages lead to {settings.PUBLIC_URL}, which is this machine alone."
        yield Warning(said, hint="set SANLING_PUBLIC_URL to the address of the portal.", id="components.W002")
    elif not validate_host(host, settings.ALLOWED_HOSTS):
        hint = f"add {host} to SANLING_ALLOWED_HOSTS, or correct SANLING_PUBLIC_URL."
        yield Warning(
            f"Posters and messages lead to {host}, which is refused.", hint=hint, id="components.W003"
        )
    if settings.SECURE_SSL_REDIRECT and not settings.TRUSTED_PROXIES:
        said = "Every page redirects to https, and nothing in front is known to speak it."
        hint = "set SANLING_TRUSTED_PROXIES to how many proxies stand in front (the shipped nginx: 1)."
        yield Warning(said, hint=hint, id="components.W004")


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in {"", "localhost"}
