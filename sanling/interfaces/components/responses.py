"""Answers that every interface gives alike: a refusal as a page, a page behind a secret link, a made file."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.defaults import bad_request, page_not_found, permission_denied

from sanling.foundation.files.kinds import Kind

P = ParamSpec("P")
Answer = TypeVar("Answer", bound=HttpResponseBase)


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


def file_answer(made: bytes, kind: Kind, name: str) -> HttpResponse:
    """Hand out what was made for this viewer, to be kept under a name, to which the kind's ending is added."""
    named = content_disposition_header(as_attachment=True, filename=f"{name}{kind.extension}")
    headers = {"Content-Disposition": named or "attachment", "Cache-Control": "private, no-store"}
    return HttpResponse(made, content_type=kind.media_type, headers=headers)


def handle_400(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that no view could read: 413 for a form with more in it than forms hold, else 400."""
    if isinstance(exception, RequestDataTooBig):
        said = _("The text is far too long to be sent. Please go back and shorten it.")
        return error_page(request, 413, message=said)
    return bad_request(request, exception)


def handle_403(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what may not be done; a form that can't be read is told first."""
    return _unless_unread(permission_denied, request, exception)


def handle_404(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address behind which is nothing; a form that can't be read is told first."""
    return _unless_unread(page_not_found, request, exception)


def _unless_unread(
    view: Callable[[HttpRequest, Exception], HttpResponse], request: HttpRequest, exception: Exception
) -> HttpResponse:
    """Answer by one of Django's pages, which read the form that was sent for its token, perhaps as the first."""
    try:
        return view(request, exception)
    except (SuspiciousOperation, MultiPartParserError) as unread:
        return handle_400(request, unread)


def secret_page(
    view: Callable[Concatenate[HttpRequest, P], Answer],
) -> Callable[Concatenate[HttpRequest, P], Answer]:
    """Keep a page whose address is a secret out of caches, search engines and other sites' logs.

    The referrer policy is "same-origin", not "no-referrer": under the latter browsers send forms with
    `Origin: null`, which the check against forged requests must refuse.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> Answer:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer
