"""No answer under /api/ is a page: what Django refuses before or after an operation is a problem, too."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy

from sanling.interfaces.api.problems import MEDIA_TYPE, Problem, answer

KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")
# What the status alone doesn't say, in the words of the pages.
DETAILS = {
    400: gettext_lazy("The request could not be read"),
    404: gettext_lazy("There is nothing at this address"),
    411: gettext_lazy("Please send the length of the body (Content-Length)."),
    413: gettext_lazy("The body is too large."),
}


class ProblemMiddleware:
    """Turn error pages of the API's addresses into problem+json."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as the next layer does, its errors in our shape."""
        response = self.get_response(request)
        if response.status_code < 400 or not request.path.startswith("/api/"):
            return response
        if response.headers.get("Content-Type") == MEDIA_TYPE:
            return response
        status = HTTPStatus(response.status_code)
        headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
        return answer(Problem(status, status.name.lower(), str(DETAILS.get(status, "")), headers=headers))
