"""Sign-in as one of the cast, in a demonstration, from this machine alone."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from sanling.domain.people.cast import players
from sanling.domain.people.config import CastPart, role_rules
from sanling.domain.people.models import Unit
from sanling.foundation.audit.record import record
from sanling.foundation.profile.loader import Profile
from sanling.foundation.profile.served import served
from sanling.interfaces.components.at_work import SESSION_KEY
from sanling.interfaces.components.client import host_called, is_local

LOCAL_NAMES = {"localhost", "127.0.0.1", "::1"}


def from_this_machine(request: HttpRequest) -> bool:
    """Tell whether a program on this machine asks, by the machine's own name: no page of elsewhere sends it here."""
    return is_local(request) and host_called(request).strip("[]") in LOCAL_NAMES


@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """List the cast, and sign in as one of them; elsewhere there is nothing at this address."""
    if not settings.DEMO or not from_this_machine(request):
        raise Http404
    if request.method == "POST":
        return _sign_in(request)
    casts = [(profile.name, _members(profile)) for profile in served()]
    return render(
        request, "desk/demo.html", {"casts": casts, "city_name": casts[0][0] if len(casts) == 1 else ""}
    )


def _members(profile: Profile) -> list[dict[str, str]]:
    """Return the cast of a city, as far as it has been loaded."""
    cast: CastPart = profile.part("cast")
    users = {key: player.user for key, player in players(profile).items() if player.user.is_active}
    codes = [post.unit for member in cast.people for post in member.posts]
    units = dict(Unit.objects.filter(city=profile.city, code__in=codes).values_list("code", "name"))
    return [
        {
            "key": users[member.key].username,
            "name": member.name,
            "roles": "、".join(str(role_rules(profile.city, post.role).name) for post in member.posts),
            "units": "、".join(units.get(post.unit, post.unit) for post in member.posts),
        }
        for member in cast.people
        if member.key in users
    ]


def _sign_in(request: HttpRequest) -> HttpResponse:
    cast = (player.user for profile in served() for player in players(profile).values())
    user = next(
        (user for user in cast if user.is_active and user.username == request.POST.get("member")), None
    )
    if user is None:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    # Nobody is sent a code here: whoever sits at this machine has proved all that there is to prove.
    record_authentication(request, user, method="demo", reauthenticated=True)
    request.session.pop(SESSION_KEY, None)
    record(actor=user, act="demo.sign_in", subject=user.key)
    return redirect("desk:start")
