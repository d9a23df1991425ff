"""The API put together: its operations, what it says of itself, and what each error becomes."""

import json
from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from ninja import NinjaAPI, __version__
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.docs import DocsBase
from ninja.parser import Parser
from ninja.renderers import JSONRenderer

from sanling.foundation.cleaning import storable_json
from sanling.interfaces.api.documenting import mend
from sanling.interfaces.api.inputs import MOST_ATTACHMENTS
from sanling.interfaces.api.problems import Problem, answer, outage, unknown
from sanling.interfaces.api.wording import wrong_fields
from sanling.interfaces.components.rooms import for_audience

DESCRIPTION = """
Sanling's API for other systems of a city: register and handle matters as a post does, send residents' reports and let
their senders follow them, read divisions, units and posts, and be told of what happens by webhooks.

* A bearer token works as one post, sees what the post sees, and may be narrowed to scopes: `read`, `write`, `public`.
* Every write takes an `Idempotency-Key`: sending it again has no second effect and gets the first answer. Incidents are
  known again by your own numbers instead, subjects by their codes.
* Errors are `application/problem+json` (RFC 9457). Texts come in the language of `Accept-Language` (zh-Hans, en).
* Identities of residents are masked or hidden, as the post's role has it; this API never unmasks them.
"""


class StrictParser(Parser):
    """JSON as its standard has it (RFC 8259): UTF-8, no NaN, no infinity, no nesting without end."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the body; raises ValueError."""
        try:
            return storable_json(json.loads(request.body.decode("utf-8-sig"), parse_constant=_no_number))
        except RecursionError as error:
            raise ValueError("nested too deeply") from error


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


class ReadableRenderer(JSONRenderer):
    """JSON that writes Chinese as it is, in half the bytes."""

    json_dumps_params = {"ensure_ascii": False}


class OwnDocs(DocsBase):
    """Swagger UI from the library's own static files, which the site's content security policy allows."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Draw the page."""
        context = {
            "title": api.title,
            # The files' names stay the same from release to release, so their addresses must not.
            "release": __version__,
            "swagger": {
                "url": self.get_openapi_url(api, kwargs),
                "layout": "BaseLayout",
                "deepLinking": True,
                "validatorUrl": None,
            },
        }
        return render(request, "api/docs.html", context)


class Api(NinjaAPI):
    """The API, with a description that is made once."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """Return the OpenAPI description, problems and all."""
        return self._described

    @cached_property
    def _described(self) -> Any:
        return mend(super().get_openapi_schema())


api = Api(
    title="Sanling API",
    version="1.0",
    description=DESCRIPTION,
    urls_namespace="api",
    docs=OwnDocs(),
    docs_url="/docs",
    parser=StrictParser(),
    renderer=ReadableRenderer(),
)


def around(run: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Refuse a body of another kind or size than the operation reads, before any of it is read or put on the disk.

    Without any body there is nothing to refuse: some operations read none.

    Answers are kept out of caches.
    """

    @wraps(run)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        files = request.path.endswith("/attachments")
        expected = "multipart/form-data" if files else "application/json"
        is_bare = not request.content_type and not _length(request)
        if request.method == "POST" and request.content_type != expected and not is_bare:
            return answer(Problem(415, "unsupported_media_type", _("Send %(type)s.") % {"type": expected}))
        if _length(request) > (_most_uploaded() if files else settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
            return answer(Problem(413, "too_large", _("The body is too large.")))
        response = run(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answered


def _length(request: HttpRequest) -> int:
    """Return how long the body says it is; the server reads no more of it than that."""
    raw = request.META.get("CONTENT_LENGTH") or "0"
    return int(raw) if raw.isascii() and raw.isdigit() else 0


def _most_uploaded() -> int:
    return MOST_ATTACHMENTS * settings.FILES_MAX_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE


# The `ROUTERS` of each room's `routes` module.
for routes in for_audience("api", "routes"):
    for router in routes.ROUTERS:
        api.add_router("", router)
api.add_decorator(around, mode="view")


@api.exception_handler(Problem)
def on_problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Answer a problem."""
    return answer(problem)


@api.exception_handler(AuthenticationError)
def on_unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Answer a call without a token."""
    return answer(unknown())


@api.exception_handler(HttpError)
def on_unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer a body that is no JSON."""
    return answer(Problem(error.status_code, "unreadable", _("The body can't be read as JSON.")))


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def on_outage(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer while the database is away, or gives up on a statement."""
    return answer(outage())


@api.exception_handler(ValidationError)
def on_invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer wrong fields, each by its name."""
    problem = Problem(
        422, "invalid", _("Some fields are missing or wrong."), errors=wrong_fields(error.errors)
    )
    return answer(problem)
