"""Where an account is signed in: listed for its holder, who can end each of them at once."""

from collections.abc import Callable
from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from sanling.foundation import clock
from sanling.foundation.accounts.actions.end_sessions import end_sessions
from sanling.foundation.accounts.devices import device_name
from sanling.foundation.accounts.models import User

SEEN = "seen"
# How exactly "last seen" is told: writing it with each request would cost more than the request.
EXACTNESS = timedelta(minutes=5)


class SeenMiddleware:
    """Note now and then that a session is in use, from where and by what."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Note the session when it was not seen for some minutes."""
        if request.user.is_authenticated:
            now = clock.now().timestamp()
            if not 0 <= now - request.session.get(SEEN, 0) < EXACTNESS.total_seconds():
                request.session[SEEN] = now
                UserSession.objects.create_from_request(request)
        return self.get_response(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """List the sessions of the account, and end one of the others or all of them."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 -- tells the type checker
    found = sorted(
        UserSession.objects.purge_and_list(user), key=lambda session: session.last_seen_at, reverse=True
    )
    others = {session.pk for session in found if session.session_key != request.session.session_key}
    if request.method == "POST":
        wanted = request.POST.get("end", "")
        chosen = others if wanted == "others" else {pk for pk in others if str(pk) == wanted}
        ended = end_sessions(actor=user, user=user, session_ids=chosen)
        told = ngettext("%(count)d session was ended.", "%(count)d sessions were ended.", ended)
        messages.success(request, told % {"count": ended})
        return redirect("account_sessions")
    rows = [(session, device_name(session.user_agent), session.pk not in others) for session in found]
    return render(request, "account/sessions.html", {"rows": rows, "others": len(others)})
