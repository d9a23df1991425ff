"""Answers that every interface gives alike: a refusal as a page, and a page behind a secret link."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import bad_request

P = ParamSpec("P")


def error_page(
    request: HttpRequest, status: int, *, message: str = "", retry_after: int | None = None
) -> HttpResponse:
    """Answer with the polite page of a status: 400, 403, 404, 405, 413, 429, 500 or 503.

    `message` takes the place of the page's own sentence about what happened. `retry_after` is in seconds and is
    also sent as a header.
    """
    context: dict[str, Any] = {
        "message": message,
        "retry_minutes": -(-retry_after // 60) if retry_after else None,
    }
    response = render(request, f"{status}.html", context, status=status)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def handle_400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that no view could read: 413 for a form with more in it than forms hold, else 400."""
    if isinstance(exception, RequestDataTooBig):
        said = _("The text is far too long to be sent. Please go back and shorten it.")
        return error_page(request, 413, message=said)
    return bad_request(request, exception)


def secret_page(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Keep a page whose address is a secret out of caches, search engines and other sites' logs.

    The referrer policy is "same-origin", not "no-referrer": under the latter browsers send forms with
    `Origin: null`, which the check against forged requests must refuse.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer
