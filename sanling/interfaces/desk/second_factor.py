"""Posts that need a second factor at sign-in open nothing until their holder has set one up."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from sanling.domain.people.config import role_rules
from sanling.domain.people.second_factor import lacks_second_factor
from sanling.interfaces.desk.middleware import held_posts, viewer_of

# The person's own account, where the factor is set up, and the choice of language.
OPEN = ("/accounts/", "/i18n/")


class SecondFactorMiddleware:
    """Lead whoever lacks the factor that a post of theirs needs to where it is set up; all else stays shut.

    `request.second_factor_missing` tells the pages of the account to say so.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let in, or lead away."""
        missing = _missing(request)
        request.second_factor_missing = missing  # type: ignore[attr-defined]
        if not missing or request.path.startswith(OPEN):
            return self.get_response(request)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        return redirect("mfa_index")


def _missing(request: HttpRequest) -> bool:
    """Judge by all posts of the person and, with the one at work, by those that it stands in for."""
    posts, viewer = held_posts(request), viewer_of(request)
    roles = [role_rules(post.unit.city, post.role) for post in posts]
    roles += [reach.role for reach in viewer.reaches] if viewer else []
    return bool(posts) and lacks_second_factor(posts[0].user_id, roles)
