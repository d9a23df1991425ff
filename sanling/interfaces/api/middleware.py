"""No answer under /api/ is a page: what Django refuses before or after an operation is a problem, too."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponseBase

from sanling.interfaces.api.problems import MEDIA_TYPE, Problem, answer

KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")


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
        return answer(Problem(status, status.name.lower(), status.description, headers=headers))
