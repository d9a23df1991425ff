"""Which accounts must prove who they are by another way than password or second factor, having neither.

allauth takes such an account for proved, whatever it does, so that a stolen session could give itself a password or a
passkey and stay.
"""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import (
    get_reauthentication_flows,
    is_reauthentication_required,
)
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from sanling.foundation import clock
from sanling.foundation.accounts.models import User


def other_way(user: User) -> dict[str, Any]:
    """Return how an account proves itself that has neither, in allauth's words for a way.

    Whom only the city's single sign-on knows signs in anew.
    """
    if user.phone:
        url = reverse("account_reauthenticate_by_code")
        return {"id": "code", "description": _("Use a code sent to your phone"), "url": url}
    return {"id": "sign_in", "description": _("Sign in again"), "url": reverse("account_logout")}


def way_to_proof(request: HttpRequest, *, then: str) -> HttpResponse | None:
    """Lead whoever is signed in to proving who they are and then on, or return ``None`` where they have just done so.

    What was sent is kept nowhere meanwhile.
    """
    if not _is_due(request):
        return None
    way = get_adapter().get_reauthentication_methods(request.user)[0]["url"]
    return redirect(f"{way}?{urlencode({'next': then})}")


def _is_due(request: HttpRequest) -> bool:
    try:
        return bool(is_reauthentication_required(request, app=""))
    except ReauthenticationRequired:
        return True


def lacks_proof(request: HttpRequest) -> bool:
    """Tell whether an account that has neither has yet to prove itself: not in the last five minutes, in this session.

    Where no code can be sent, having signed in counts.
    """
    user = request.user
    if not isinstance(user, User) or get_reauthentication_flows(user):
        return False
    proofs = [
        proof["at"]
        for proof in get_authentication_records(request, user)
        if proof.get("reauthenticated") or not user.phone
    ]
    return not proofs or clock.now().timestamp() - proofs[-1] >= app_settings.REAUTHENTICATION_TIMEOUT
