"""Signing in by the city's WeCom (企业微信): OAuth 2.0 as WeCom has it, and our own list of who is which member.

WeCom offers no PKCE and no discovery: a state that the session keeps binds the answer to whoever asked, and the code is
worth nothing without the application's secret, which stays on this machine. What WeCom says of a member is their
``userid`` alone; whose account that is says the account.
Sources: https://developer.work.weixin.qq.com/document/path/91022 (inside WeCom), /98152 (by a code to scan).
"""

import logging
import secrets
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from sanling.foundation import clock
from sanling.foundation.accounts.city_sign_on import WECOM_PAGES
from sanling.foundation.accounts.models import User, wecom_id_of
from sanling.foundation.delivery import wecom

log = logging.getLogger(__name__)
ASKED = "wecom_asked"
# As long as a code to scan is shown.
GOOD_FOR = timedelta(minutes=10)
LONGEST_CODE = 512
_INSIDE, _OUTSIDE = WECOM_PAGES


class _Refused(Exception):
    """The answer is none to what this browser asked; says why to whoever reads the log."""


def is_offered() -> bool:
    """Tell whether staff may sign in by WeCom here."""
    return bool(settings.WECOM_SIGN_IN and wecom.is_set_up())


@never_cache
@require_POST
def login(request: HttpRequest) -> HttpResponse:
    """Lead to WeCom's page: inside its own browser to the one that asks nothing, else to a code to scan."""
    if not is_offered():
        raise Http404
    state = secrets.token_urlsafe(24)
    then = get_next_redirect_url(request) or ""
    request.session[ASKED] = {"state": state, "at": clock.now().isoformat(), "next": then}
    asked = {
        "appid": settings.WECOM_CORP_ID,
        "agentid": settings.WECOM_AGENT_ID,
        "redirect_uri": request.build_absolute_uri(reverse("wecom_callback")),
        "state": state,
    }
    if "wxwork" in request.headers.get("User-Agent", "").lower():
        query = urlencode({**asked, "response_type": "code", "scope": "snsapi_base"})
        return redirect(f"{_INSIDE}/connect/oauth2/authorize?{query}#wechat_redirect")
    return redirect(f"{_OUTSIDE}/wwlogin/sso/login?{urlencode({**asked, 'login_type': 'CorpApp'})}")


@never_cache
@require_GET
def callback(request: HttpRequest) -> HttpResponse:
    """Let in whoever WeCom names; what is away, odd or nobody's is a page."""
    if not is_offered():
        raise Http404
    try:
        then = _answered(request)
        member = wecom.member_signing_in(request.GET["code"])
    except (_Refused, wecom.WeComError) as error:
        log.warning("A sign-in by WeCom failed: %s", error)
        return render(request, "account/wecom_failed.html", status=401)
    user = User.objects.filter(wecom_id=wecom_id_of(member)).first() if member else None
    if user is None:
        log.warning("A member of WeCom whose account is not here wanted to sign in.")
        return render(request, "account/wecom_unknown.html", status=401)
    record_authentication(request, user, method="wecom")
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=then or None))
    return response


def _answered(request: HttpRequest) -> str:
    """Return where whoever asked wanted to go; an answer counts once, soon, and in the browser that asked."""
    asked: dict[str, Any] = request.session.pop(ASKED, None) or {}
    state, code = request.GET.get("state", ""), request.GET.get("code", "")
    if not asked or not secrets.compare_digest(asked["state"].encode(), state.encode(errors="replace")):
        raise _Refused("it was not asked for in this browser")
    if clock.now() - datetime.fromisoformat(asked["at"]) > GOOD_FOR:
        raise _Refused("it came too late")
    if not 0 < len(code) <= LONGEST_CODE:
        raise _Refused("it has no code")
    return str(asked["next"])
