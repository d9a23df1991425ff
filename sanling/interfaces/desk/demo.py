"""Sign-in as one of the cast, in a demonstration, from this machine alone."""

from ipaddress import ip_address

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sanling.domain.people.config import CastPart, role_rules
from sanling.domain.people.models import Unit
from sanling.foundation.audit.record import record
from sanling.foundation.profile.registry import profile_by_code
from sanling.interfaces.desk.middleware import SESSION_KEY

LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_VIA")


def from_this_machine(request: HttpRequest) -> bool:
    """Tell whether a request came straight from this machine: by its address, its host name, and no proxy's mark."""
    try:
        near = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    host = (
        request.get_host().rsplit(":", 1)[0] if not request.get_host().endswith("]") else request.get_host()
    )
    return near and host.strip("[]") in LOCAL_NAMES and not any(request.META.get(name) for name in FORWARDED)


@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """List the cast, and sign in as one of them; elsewhere there is nothing at this address."""
    if not settings.DEMO or not from_this_machine(request):
        raise Http404
    profile = profile_by_code(settings.PROFILE)
    cast: CastPart = profile.part("cast")
    if request.method == "POST":
        return _sign_in(request, {member.key for member in cast.people})
    keys = [member.key for member in cast.people]
    there = get_user_model().objects.filter(username__in=keys, is_active=True)
    users = set(there.values_list("username", flat=True))
    codes = [post.unit for member in cast.people for post in member.posts]
    units = dict(Unit.objects.filter(city=profile.city, code__in=codes).values_list("code", "name"))
    members = [
        {
            "key": member.key,
            "name": member.name,
            "roles": "、".join(str(role_rules(profile.city, post.role).name) for post in member.posts),
            "units": "、".join(units.get(post.unit, post.unit) for post in member.posts),
        }
        for member in cast.people
        if member.key in users
    ]
    return render(request, "desk/demo.html", {"members": members, "city_name": str(profile.name)})


def _sign_in(request: HttpRequest, keys: set[str]) -> HttpResponse:
    key = request.POST.get("member", "")
    user = get_user_model().objects.filter(username=key, is_active=True).first() if key in keys else None
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    # Nobody is sent a code here: whoever sits at this machine has proved all that there is to prove.
    record_authentication(request, user, method="demo", reauthenticated=True)
    request.session.pop(SESSION_KEY, None)
    record(actor=user, act="demo.sign_in", subject=user.key)
    return redirect("desk:inbox")
