"""When the database is away: a quick, polite 503 that says when to come again, and recovery by itself."""

import logging
import sys
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from sanling.foundation.files.places import Away

log = logging.getLogger(__name__)
AWAY = (OperationalError, InterfaceError)
# How long a process refuses at once before it looks for the database again.
REST_SECONDS = 1.0
# Of those who are not refused, nobody waits longer than this for a database known to be away.
SHORT_WAIT_SECONDS = 0.2
RETRY_SECONDS = 10
# These say themselves how the database is.
ASKING = frozenset({"/healthz", "/readyz", "/metrics"})
MACHINES = ("/api/", "/open311/")
# The portal answers what residents send by itself: with a page that holds what was typed and sends it again.
KEEPING = ("/q/", "/report/", "/t/", "/mine/")


class DatabaseAwayMiddleware:
    """Take a connection before anything else is done, and answer 503 when there is none.

    Of the requests that come while the database is away one at a time looks for it, at most once a second; the others
    are refused at once, so that none queue behind a wait.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response
        self._rests_until = 0.0
        self._looking = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on with a connection, or refuse."""
        keeping = request.method == "POST" and request.path.startswith(KEEPING)
        if request.path in ASKING or keeping or self._there():
            return self.get_response(request)
        return away(request)

    def _there(self) -> bool:
        if not self._rests_until:
            return self._look()
        if time.monotonic() < self._rests_until or not self._looking.acquire(blocking=False):
            return False
        try:
            return self._look()
        finally:
            self._looking.release()

    def _look(self) -> bool:
        try:
            connection.ensure_connection()
        except AWAY as error:
            if not self._rests_until:
                log.warning("The database is away: %s", _first_line(error))
                _wait_for_connections(SHORT_WAIT_SECONDS)
            self._rests_until = time.monotonic() + REST_SECONDS
            return False
        if self._rests_until:
            log.warning("The database is back.")
            _wait_for_connections(settings.POOL["timeout"])
            self._rests_until = 0.0
        return True


def _wait_for_connections(seconds: float) -> None:
    """Set how long whoever needs a connection waits for one, also those that go on without if there is none."""
    pool = getattr(connection, "pool", None)
    if pool:
        pool.timeout = seconds


def handle_500(request: HttpRequest) -> HttpResponse:
    """Answer an error that nothing caught: 503 when the database or the files' store broke off, else 500."""
    error = sys.exc_info()[1]
    if isinstance(error, (*AWAY, Away)):
        log.error("%s broke off: %s", request.path, _first_line(error), exc_info=error)
        return away(request)
    return HttpResponse(render_to_string("500.html", _way(request)), status=500)


def away(request: HttpRequest) -> HttpResponse:
    """Answer 503 with Retry-After (seconds), without asking the database for anything."""
    response: HttpResponse
    if request.path.startswith(MACHINES):
        problem = {"type": "about:blank", "title": "Service unavailable", "status": 503}
        response = JsonResponse(problem, status=503, content_type="application/problem+json")
    else:
        # Without the request: sessions, messages and the frame of the desk all lie in the database.
        response = HttpResponse(
            render_to_string("503.html", {"message": _message(request), **_way(request)}), status=503
        )
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    # Logged above, not once more for each request that is refused.
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001 -- Django's own mark for this
    return response


def _way(request: HttpRequest) -> dict[str, bool]:
    """Tell where the page leads back to by the address alone: who signed in lies in the database."""
    return {"at_desk": request.path.startswith("/desk/")}


def _message(request: HttpRequest) -> str:
    if request.method in {"GET", "HEAD"}:
        return ""
    return _(
        "What you sent just now was not taken. Go back and send it again in a moment: nothing is sent twice."
    )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
