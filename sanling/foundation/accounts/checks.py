"""System checks of how staff sign in."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning  # noqa: A004 -- Django's own name


def check_sign_in(**_options: Any) -> list[CheckMessage]:
    """Find a single sign-on that is half set, and an installation where only passwords let anybody in."""
    return [*_half_set(), *_wecom(), *_passwords_alone()]


def _half_set() -> Iterator[CheckMessage]:
    if not settings.OIDC_URL:
        return
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    (app,) = providers["openid_connect"]["APPS"]
    for key, name in (("client_id", "SANLING_OIDC_CLIENT_ID"), ("secret", "SANLING_OIDC_SECRET")):
        if not app[key]:
            hint = "set it to what the single sign-on gave you, or leave out SANLING_OIDC_URL."
            yield Error(f"SANLING_OIDC_URL is set without {name}.", hint=hint, id="accounts.E001")
    if not settings.DEMO and urlsplit(settings.OIDC_URL).scheme != "https":
        hint = "give its address with https:// in SANLING_OIDC_URL."
        yield Warning(
            "Whoever is on the way to the single sign-on signs in as anybody.", hint=hint, id="accounts.W002"
        )


def _wecom() -> Iterator[CheckMessage]:
    if not settings.WECOM_SIGN_IN:
        return
    if not (settings.WECOM_CORP_ID and settings.WECOM_AGENT_ID and settings.WECOM_SECRET):
        hint = "set SANLING_WECOM_CORP_ID, SANLING_WECOM_AGENT_ID and SANLING_WECOM_SECRET, or leave it out."
        yield Error(
            "SANLING_WECOM_SIGN_IN is set without WeCom's application.", hint=hint, id="accounts.E002"
        )
    if urlsplit(settings.WECOM_URL).scheme != "https":
        hint = "give WeCom's address with https:// in SANLING_WECOM_URL."
        yield Warning("Whoever is on the way to WeCom signs in as anybody.", hint=hint, id="accounts.W003")


def _passwords_alone() -> Iterator[CheckMessage]:
    if not (settings.OIDC_URL or settings.SMS_URL or settings.WECOM_SIGN_IN or settings.DEMO):
        yield Warning(
            "There is no SMS gateway and no single sign-on: accounts without a password can't sign in.",
            hint="set SANLING_SMS_URL or SANLING_OIDC_URL.",
            id="accounts.W001",
        )
