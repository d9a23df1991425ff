"""Errors as programs read them: application/problem+json (RFC 9457), the same shape for every status."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

MEDIA_TYPE = "application/problem+json"
# After an outage of the database; our supervisor has it back within seconds.
RETRY_SECONDS = 5


class FieldError(BaseModel):
    """One thing wrong with one field of the request."""

    field: str = Field(description="Where: the name in body, query, path or header; dots lead into objects.")
    code: str = Field(description="What, for programs.")
    message: str = Field(description="What, in the language asked for by Accept-Language.")


class ProblemBody(BaseModel):
    """Why a request was not done; nothing was changed by it."""

    type: str = Field(description="Which problem: urn:sanling:problem:CODE.")
    title: str
    status: int
    detail: str = ""
    errors: list[FieldError] = Field(default=[], description="Wrong fields, if any.")
    allowed: list[str] | None = Field(None, description="With an illegal act: the acts that are legal now.")
    version: int | None = Field(None, description="With a stale version: the present one.")


@dataclass
class Problem(Exception):
    """A request can't be done; raised anywhere below an operation, answered by `answer`."""

    status: int
    code: str
    detail: str = ""
    errors: Sequence[FieldError] = ()
    allowed: Sequence[str] | None = None
    version: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self) -> ProblemBody:
        """Return the body of the answer."""
        return ProblemBody(
            type=f"urn:sanling:problem:{self.code}",
            title=HTTPStatus(self.status).phrase,
            status=self.status,
            detail=self.detail,
            errors=list(self.errors),
            allowed=None if self.allowed is None else list(self.allowed),
            version=self.version,
        )


def answer(problem: Problem) -> HttpResponse:
    """Return a problem as an answer; what doesn't apply is left out."""
    body: dict[str, Any] = problem.body().model_dump(exclude_none=True)
    if not body["errors"]:
        del body["errors"]
    return JsonResponse(
        body,
        json_dumps_params={"ensure_ascii": False},
        status=problem.status,
        content_type=MEDIA_TYPE,
        headers={str(k): v for k, v in problem.headers.items()},
    )


def invalid(errors: Mapping[str, str], *, inside: str = "") -> Problem:
    """Return the problem of wrong fields, each with its message; ``inside`` names the object that holds them."""
    return Problem(
        422,
        "invalid",
        _("Some fields are missing or wrong."),
        errors=[
            FieldError(field=f"{inside}{name}", code="invalid", message=str(text))
            for name, text in errors.items()
        ],
    )


def over_limit(retry_after: timedelta) -> Problem:
    """Return the problem of too many requests; another is taken after that time."""
    seconds = max(1, -int(-retry_after.total_seconds() // 1))
    return Problem(429, "too_many_requests", _("Too many requests."), headers={"Retry-After": str(seconds)})


def outage() -> Problem:
    """Return the problem of a database that doesn't answer."""
    return Problem(
        503,
        "unavailable",
        _("The service can't be reached just now."),
        headers={"Retry-After": str(RETRY_SECONDS)},
    )


def forbidden(detail: str) -> Problem:
    """Return the problem of something that this caller may not do."""
    return Problem(403, "forbidden", detail)


def not_found() -> Problem:
    """Return the problem of something absent, or out of this caller's sight: the two are not told apart."""
    return Problem(404, "not_found", _("There is no such thing, or none that you may see."))


def unknown() -> Problem:
    """Return the problem of a missing, unknown, ended or revoked token."""
    return Problem(
        401,
        "unauthorized",
        _("Send a valid token: Authorization: Bearer …"),
        headers={"WWW-Authenticate": 'Bearer realm="sanling"'},
    )
