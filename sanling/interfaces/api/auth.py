"""Who calls: a bearer token works as its post, narrowed to scopes; residents' apps call without one."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.queries import post_of_token
from sanling.domain.people.rules import Scope
from sanling.domain.people.second_factor import lacks_second_factor
from sanling.foundation.delivery.limits import Over, hit
from sanling.interfaces.api.problems import Problem, forbidden, over_limit, unknown
from sanling.interfaces.components.client import client_address

MINUTE = timedelta(minutes=1)
FAILURES_A_MINUTE = 60
SECRET_LENGTHS = range(16, 200)


@dataclass(frozen=True)
class Caller:
    """A post that calls by a token."""

    viewer: Viewer
    token_id: int
    scopes: frozenset[str]

    @property
    def idempotency_scope(self) -> str:
        """Return the scope of the token's idempotency keys."""
        return f"api.token:{self.token_id}"

    def may(self, scope: Scope) -> bool:
        """Tell whether the token reaches so far."""
        return scope in self.scopes or (not self.scopes and scope is not Scope.METRICS)


class Bearer(HttpBearer):
    """A token of some scope."""

    def __init__(self, scope: Scope) -> None:
        """Ask for a scope."""
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """Return the caller; a token out of scope gets 403, one that works no more 401, one too busy 429."""
        caller = caller_of_secret(request, token)
        if not caller.may(self.scope):
            raise out_of_scope(self.scope)
        return caller


def out_of_scope(scope: Scope) -> Problem:
    """Return the problem 403 of a token that doesn't reach so far."""
    return forbidden(_("This token does not have the scope “%(scope)s”.") % {"scope": scope})


reads, writes = Bearer(Scope.READ), Bearer(Scope.WRITE)


def by_address(request: HttpRequest) -> str:
    """Count a call without a token against its address, and return the address."""
    address = client_address(request)
    counted = hit(scope="api.address", key=address, limit=settings.API_CALLS_A_MINUTE_BY_ADDRESS, per=MINUTE)
    if isinstance(counted, Over):
        raise over_limit(counted.retry_after)
    return address


def caller_of_secret(request: HttpRequest, secret: str) -> Caller:
    """Return who calls with a secret; raises the problem 401 or 429."""
    token = post_of_token(secret) if len(secret) in SECRET_LENGTHS and secret.isascii() else None
    holder = viewer_for(token.post) if token else None
    if token is None or holder is None:
        counted = hit(scope="api.failed", key=client_address(request), limit=FAILURES_A_MINUTE, per=MINUTE)
        raise over_limit(counted.retry_after) if isinstance(counted, Over) else unknown()
    counted = hit(
        scope="api.token", key=str(token.pk), limit=settings.API_CALLS_A_MINUTE_BY_TOKEN, per=MINUTE
    )
    if isinstance(counted, Over):
        raise over_limit(counted.retry_after)
    if lacks_second_factor(holder.user_id, [holder.own.role]):
        raise forbidden(_("Whoever holds this token's post has yet to set up a second factor."))
    # A token works as its post alone: whoever is stood in for lent nothing to a system.
    return Caller(viewer=holder.limited_to(()), token_id=token.pk, scopes=frozenset(token.scopes))


def caller_if_any(request: HttpRequest) -> Caller | None:
    """Return who calls, or ``None`` without a token; raises the problem 401 for one that doesn't work."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    if not scheme:
        return None
    if scheme.lower() != "bearer":
        raise unknown()
    return caller_of_secret(request, secret)


def caller_of(request: HttpRequest) -> Caller:
    """Return the caller that the operation's door has found."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    return caller
