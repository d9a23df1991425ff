"""What the city's single sign-on says of somebody, read before anything is made of it; what it fails to say is a page.

allauth takes its answer as it comes: a claim of another type, a NUL or half a surrogate pair failed the page, and a
subject of ``null`` was "None", the same for everybody. One that is away failed the page, too, since it is asked for
its addresses outside of what allauth catches.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from allauth.socialaccount import app_settings
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from requests import RequestException

from sanling.foundation.cleaning import is_storable

# It is away; it says so; its answer has not the parts that it should, or others in their place.
_FAILS = (RequestException, OAuth2Error, LookupError, TypeError, ValueError, AttributeError)
_USED = frozenset({"sub", "name", "preferred_username", "phone_number"})
# What says whether the phone was proved; said in whatever other words, it was not.
_VERIFIED, _YES = "phone_number_verified", frozenset({"true", "1"})


class CityProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The city's single sign-on; the page says of an answer that names nobody that it couldn't be used."""

    package = OpenIDConnectProvider.__module__.rpartition(".")[0]

    def sociallogin_from_response(self, request: HttpRequest, response: Mapping[str, object]) -> Any:
        """Return the sign-on of who is named; raises OAuth2Error, which allauth tells as a page."""
        parts = {part: _claims(said) for part, said in response.items()}
        # What userinfo says of somebody else than the ID token is not to be used (OpenID Connect Core 1.0, 5.3.2).
        if len({str(claims["sub"]) for claims in parts.values()}) > 1:
            raise OAuth2Error("The answer names two subjects.")
        return super().sociallogin_from_response(request, parts)


def _claims(said: object) -> dict[str, object]:
    """Return the claims that are used here and can be kept, as they were said."""
    if not isinstance(said, dict):
        raise OAuth2Error("The answer holds no claims.")
    used = _USED | {settings.OIDC_CLAIM}
    claims = {name: value for name, value in said.items() if name in used and _is_readable(name, value)}
    subject = claims.get("sub", "")
    # A switch would be the same subject for everybody.
    if isinstance(subject, bool) or not 0 < len(str(subject).strip()) <= app_settings.UID_MAX_LENGTH:
        raise OAuth2Error("The answer names no subject.")
    if _VERIFIED in said:
        claims[_VERIFIED] = str(said[_VERIFIED]).strip().lower() in _YES
    return claims


def _is_readable(name: str, value: object) -> bool:
    return is_storable(value) if isinstance(value, str) else name == "sub" and isinstance(value, int)


View = Callable[[HttpRequest, str], HttpResponseBase]


def _told_as_a_page(view: View) -> View:
    """Have a single sign-on that is away or answers nonsense end in a page; its adapter logs it."""

    @wraps(view)
    def tried(request: HttpRequest, provider_id: str) -> HttpResponseBase:
        try:
            return view(request, provider_id)
        except _FAILS as error:
            provider = get_adapter().get_provider(request, provider_id)
            page: HttpResponseBase = render_authentication_error(request, provider, exception=error)
            return page

    return tried


login, callback = _told_as_a_page(views.login), _told_as_a_page(views.callback)
