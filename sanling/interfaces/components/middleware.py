"""What comes before and after every view: who asks whether we live, and what a browser may load and run."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.urls import resolve
from django.utils.translation import gettext as _

from sanling.foundation.profile.registry import take_up
from sanling.interfaces.components.base_map import servers
from sanling.interfaces.components.responses import error_page

HEADER = "Content-Security-Policy"
MONITORED = frozenset({"/healthz", "/readyz", "/metrics"})


class MonitorMiddleware:
    """Answer supervisor, load balancers and monitors before the host is checked and https wanted.

    They know a machine by its address, and each says itself what it tells to whom.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go to the view, or on."""
        if request.path_info not in MONITORED:
            return self.get_response(request)
        answer: HttpResponseBase = resolve(request.path_info).func(request)
        return answer


class ProfileMiddleware:
    """Take up a profile that changed before a request is answered by it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Take it up, and go on."""
        take_up()
        return self.get_response(request)


class KnownLengthMiddleware:
    """Refuse a body that doesn't say how long it is.

    A server of WSGI takes such a body for an empty one: what was sent would be lost, and called missing. nginx, where
    it stands in front, keeps it until it is whole and says its length.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on, or ask for the length."""
        if "Transfer-Encoding" in request.headers and not request.META.get("CONTENT_LENGTH"):
            said = _("Please send the length of the body (Content-Length).")
            return HttpResponse(said, status=411, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class FormAddressMiddleware:
    """Answer who opens an address that only takes a form with a page that says so, instead of with nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on; fill the empty answer."""
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        page = error_page(request, 405)
        page.headers["Allow"] = response.headers["Allow"]
        return page


class ContentSecurityPolicyMiddleware:
    """Send a Content-Security-Policy with every answer: our own files only, inline script by nonce only; no camera.

    `request.csp_nonce` is a fresh value for each request. `settings.CSP_FORM_ACTION` lists further origins that a
    form's answer may redirect to, such as a city's single sign-on. A view's own policy is kept.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the request a nonce, and its answer the policy."""
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault(HEADER, _policy(nonce))
        # Only the page that calls by them says otherwise.
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=()")
        return response


def _policy(nonce: str) -> str:
    form_action = " ".join(["'self'", *getattr(settings, "CSP_FORM_ACTION", ())])
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self'",
            "img-src 'self' data: blob:",
            f"connect-src 'self' {servers()}".rstrip(),
            "worker-src 'self' blob:",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            f"form-action {form_action}",
        ]
    )
