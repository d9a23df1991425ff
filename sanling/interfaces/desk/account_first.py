"""What an account itself needs comes first: a second factor where a post wants one, a password that is not old."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from sanling.domain.people.config import role_rules
from sanling.domain.people.second_factor import lacks_second_factor
from sanling.foundation.accounts.passwords import is_outdated
from sanling.interfaces.components.at_work import held_posts, viewer_of
from sanling.interfaces.components.typed import led_away

# The person's own account, where it is put right, and the choice of language.
OPEN = ("/accounts/", "/i18n/")
OF_STAFF = ("/accounts/", "/desk/", "/board/")
SECOND_FACTOR, PASSWORD = "mfa_index", "account_change_password"


class AccountFirstMiddleware:
    """Lead a person whose account still needs something to where it is put right; all else stays shut.

    `request.account_due` names that page, "" when nothing is due, for the pages of the account to say so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let in, or lead away."""
        due = _due(request) if request.user.is_authenticated else ""
        request.account_due = due  # type: ignore[attr-defined]
        if not due or request.path.startswith(OPEN):
            return _kept_out_of_caches(request, self.get_response(request))
        return led_away(request, reverse(due))


def _kept_out_of_caches(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Keep pages out that say nothing of it themselves: those of an account show even the secrets of its sign-in."""
    if request.user.is_authenticated and request.path.startswith(OF_STAFF):
        response.headers.setdefault("Cache-Control", "private, no-store")
    return response


def _due(request: HttpRequest) -> str:
    """Judge by all posts of the person and, with the one at work, by those that it stands in for."""
    posts, viewer = held_posts(request), viewer_of(request)
    roles = [role_rules(post.unit.city, post.role) for post in posts]
    roles += [reach.role for reach in viewer.reaches] if viewer else []
    if posts and lacks_second_factor(posts[0].user_id, roles):
        return SECOND_FACTOR
    return PASSWORD if is_outdated(request.user) else ""
