"""Which of one's posts to work as: asked once after sign-in, switched with one click."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanling.domain.people.access import viewer_for
from sanling.domain.people.config import role_rules
from sanling.domain.people.queries import lasting_posts
from sanling.domain.people.rules import mixes
from sanling.foundation.audit.record import record
from sanling.interfaces.components.at_work import SESSION_KEY, held_posts


@require_http_methods(["GET", "HEAD", "POST"])
def posts(request: HttpRequest) -> HttpResponse:
    """Show the posts that the signed-in person holds, and take one up."""
    if not request.user.is_authenticated:
        return redirect("account_login")
    if request.method == "POST":
        return _switch(request)
    context = {
        "then": _next(request, request.GET.get("next", "")),
        "lost": getattr(request, "lost_post", False),
        "waiting": lasting_posts().filter(user=request.user.pk, waiting=True).order_by("pk"),
        "mixed": mixes(role_rules(post.unit.city, post.role).duty for post in held_posts(request)),
    }
    return render(request, "desk/people/posts.html", context)


def _switch(request: HttpRequest) -> HttpResponse:
    chosen = next(
        (post for post in held_posts(request) if str(post.pk) == request.POST.get("post", "")), None
    )
    viewer = viewer_for(chosen) if chosen else None
    if chosen is None or viewer is None:
        messages.error(request, _("You do not hold this post any more. Please choose another."))
        return redirect("desk:posts")
    if request.session.get(SESSION_KEY) != chosen.pk:
        request.session[SESSION_KEY] = chosen.pk
        # Forms that still stand open were filled in as the other post: none of them is taken as this one's.
        rotate_token(request)
        record(actor=viewer, act="desk.take_up_post", subject=viewer.key, city=viewer.city)
    # The switcher on each page sends `next`, which is not followed: the other post may not see that page at all.
    return redirect(_next(request, request.POST.get("then", "")))


def _next(request: HttpRequest, wanted: str) -> str:
    """Return where to go on, never to another site."""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    if not ours or wanted.startswith(reverse("desk:posts")):
        return reverse("desk:start")
    return wanted
