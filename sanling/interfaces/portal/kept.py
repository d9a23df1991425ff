"""Pages that are alike for whoever opens them: drawn once a process and language, then only filled in.

What is kept is drawn for nobody: where something of the request belongs there is a blank. A browser with a session may
have messages to read, so its pages are drawn for it alone.
"""

import re
import secrets
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language

from sanling.foundation.profile.loader import Profile
from sanling.interfaces.components.assets import build_stamp
from sanling.interfaces.portal.city import base_context, page

# Letters that no page holds and no escaping changes.
_MARK = secrets.token_hex(8)
_BLANK = re.compile(rf"{_MARK}(\w+?){_MARK}")
# More variants of a page than a city has; a bound in case somebody finds a way to more.
MOST_KEPT = 256


def _blank(name: str) -> str:
    return f"{_MARK}{name}{_MARK}"


@dataclass(frozen=True)
class _Nobody:
    """Stands in for the request while a page is drawn to be kept."""

    path: str = field(default_factory=lambda: _blank("path"))
    csp_nonce: str = field(default_factory=lambda: _blank("nonce"))

    def get_full_path(self) -> str:
        return _blank("address")


# By page, language and city: the city's profile as it was then, and the text, each second part the name of a blank.
_kept: dict[Hashable, tuple[Profile, list[str]]] = {}


def kept_page(
    request: HttpRequest,
    template: str,
    context: Callable[[Mapping[str, str]], dict[str, Any]],
    *,
    profile: Profile,
    variant: Hashable = "",
    own: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Draw a page of the portal of which nothing but its ``own`` texts and the address differs within a variant.

    ``context`` makes the page's context around these texts, and is not called where the page is kept already.
    """
    texts = own or {}
    if settings.DEBUG or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return page(request, template, context(texts), profile=profile)
    shown = base_context(profile)
    about = (template, variant, get_language(), profile.code, shown["home_url"], build_stamp())
    known = _kept.get(about)
    if known is None or known[0] is not profile:
        drawn = shown | {"request": _Nobody(), "csrf_token": _blank("token")}
        text = render_to_string(template, drawn | context({name: _blank(name) for name in texts}))
        known = profile, _BLANK.split(text)
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[about] = known
    filled_in = {name: escape(text) for name, text in texts.items()} | {
        "path": escape(quote(request.path)),
        "address": escape(request.get_full_path()),
        "nonce": escape(getattr(request, "csp_nonce", "")),
        "token": get_token(request),
    }
    parts = known[1]
    filled = [filled_in[part] if place % 2 else part for place, part in enumerate(parts)]
    return HttpResponse("".join(filled))
