"""What a request cost, and under which name the log knows it: for Prometheus, and for whoever reads the log.

Each process of a machine counts into a file of its own below ``PROMETHEUS_MULTIPROC_DIR``, which `sanling web` sets
before this is imported; any of them adds all up for a scrape (prometheus_client's multiprocess mode). It is of this
machine alone, and begins anew with `sanling web`.
"""

import logging
import os
import re
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from sanling.interfaces.components.middleware import MONITORED
from sanling.interfaces.components.request_name import request_name

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
# The proxies' name for a request, as they send it.
HEADER = "X-Request-ID"
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_NAME = re.compile(r"[A-Za-z0-9-]{8,64}")
_BOUNDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

access = logging.getLogger("sanling.access")
_registry = CollectorRegistry()
_requests = Counter(
    "sanling_requests",
    "Requests answered by this machine's web processes.",
    ["page", "method", "status"],
    registry=_registry,
)
_seconds = Histogram(
    "sanling_request_seconds",
    "How long they took, from when a thread took them up.",
    ["page"],
    buckets=_BOUNDS,
    registry=_registry,
)


class ObservingMiddleware:
    """Name each request, count and time it by its page, and write it into the access log where one is wanted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on, and look at what it cost."""
        begin = time.perf_counter()
        name = _name_of(request)
        token = request_name.set(name)
        try:
            response = self.get_response(request)
            response.headers[HEADER] = name
            if request.path_info not in MONITORED:
                _count(request, response, time.perf_counter() - begin)
            return response
        finally:
            request_name.reset(token)


def measured() -> str:
    """Return what all processes of this machine have counted, in the text format of Prometheus."""
    if not os.environ.get(FOLDER):
        return generate_latest(_registry).decode()
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry).decode()


def _name_of(request: HttpRequest) -> str:
    said = request.headers.get(HEADER, "") if settings.TRUSTED_PROXIES else ""
    return said if _NAME.fullmatch(said) else secrets.token_hex(8)


def _count(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    page, status = _page_of(request), response.status_code
    method = request.method if request.method in _METHODS else "other"
    _requests.labels(page, method, str(status)).inc()
    _seconds.labels(page).observe(seconds)
    if settings.ACCESS_LOG:
        # Without what was asked for behind "?"; the log's filter takes out the secrets of links.
        told = {"method": method, "path": request.path, "status": status, "page": page}
        told["milliseconds"] = round(seconds * 1000)
        access.info("%(method)s %(path)s %(status)s %(milliseconds)s ms", told)


def _page_of(request: HttpRequest) -> str:
    """Return the name of the page that was meant: of those there are, never what was typed."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or match.route
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "none"
