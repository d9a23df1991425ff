"""What somebody typed into a form that can't be taken now: shown to be copied, so that no page takes it along."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanling.domain.workflow.written import chosen_fields, written_fields
from sanling.foundation.cleaning import clean_text

# What forms carry along, and values that, in a field in which nobody is known to write, are codes, keys or ticks.
_CARRIED = re.compile(r"_.*|.*_key|csrfmiddlewaretoken|key|version|picture|pick|go|step|then|next")
_CHOSEN = re.compile(r"[a-z][a-z0-9_:]*|[0-9]{0,4}|[ -~]")
# Where forms carry what they were sent with before.
_KEPT = frozenset({"_kept", "picture"})
# Of pages of an account nothing is shown: what is typed there signs in.
_OF_ACCOUNTS = "/accounts/"


def typed_in(request: HttpRequest | None) -> list[str]:
    """Return the texts of the form that was sent, cleaned, and what was chosen for an act, as it is called.

    None of what another site's page sends.
    """
    form = _form_sent(request)
    texts = [
        _told(name, str(text))
        for name, values in (form.lists() if form is not None else ())
        for text in values
        if not _CARRIED.fullmatch(name)
    ]
    return [text for text in texts if text]


def _told(name: str, text: str) -> str:
    """Return a text, or the words of what was chosen; "" for a code, key or tick that nobody knows by its words."""
    if not _CHOSEN.fullmatch(text) or _is_written(name):
        return clean_text(text)
    if (name, text) not in chosen_fields():
        return ""
    asked, option = chosen_fields()[name, text]
    stars = _("%(value)s of 5 points") % {"value": text}
    return f"{asked}{pgettext('between label and error', ': ')}{option or stars}"


def _is_written(name: str) -> bool:
    return name in _written_in_forms() or name in written_fields()


@cache
def _written_in_forms() -> frozenset[str]:
    """Return the names of boxes for text in all forms, which stand once the first page was asked for."""
    return frozenset(
        name
        for form in _below(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, (forms.TextInput, forms.Textarea))
    )


def _below(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for derived in form.__subclasses__():
        yield derived
        yield from _below(derived)


def sent_files(request: HttpRequest | None) -> bool:
    """Tell whether files came with the form, or were kept for it: who begins anew has to choose them again."""
    form = _form_sent(request)
    if request is None or form is None:
        return False
    return bool(request.FILES) or not _KEPT.isdisjoint(form)


def _form_sent(request: HttpRequest | None) -> QueryDict | None:
    """Return the form that was sent, if it may be read under our name."""
    if (
        request is None
        or request.method != "POST"
        or request.path.startswith(_OF_ACCOUNTS)
        or _is_foreign(request)
    ):
        return None
    try:
        return request.POST
    except (SuspiciousOperation, MultiPartParserError, OSError):
        # It can't be read, as what asked for it before has said.
        return None


def _is_foreign(request: HttpRequest) -> bool:
    """Tell whether a browser says that another site's page sent this: its words are not to be read under our name."""
    origin = request.headers.get("Origin")
    try:
        return origin is not None and urlsplit(origin).netloc != request.get_host()
    except ValueError:
        return True


def led_away(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to a page that comes first, such as signing in.

    Who sent a form sees before what they typed. A part of a page (`is_part`) answers 401 and, as JSON, what the page
    then says and where it leads (`desk/failures.ts`): scripts would take a page for the part.
    """
    if is_part(request):
        answer = JsonResponse({**_said_first(request), "go": address}, status=401)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
    if not typed_in(request) and not sent_files(request):
        return redirect(address)
    context: dict[str, Any] = {"address": address}
    response = render(request, "components/led_away.html", context, status=403)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def is_part(request: HttpRequest) -> bool:
    """Tell whether a page's script asks, for a part of the page or for choices, and not a person for a page."""
    return "HX-Request" in request.headers or request.headers.get("Accept") == "application/json"


def _said_first(request: HttpRequest) -> dict[str, str]:
    if request.user.is_authenticated:
        said = _(
            "Your post has ended, or your account needs something first. This page no longer renews itself."
        )
        return {"said": said, "label": _("Go on")}
    said = _("You are signed out, and this page no longer renews itself. Sign in, and you come back to it.")
    return {"said": said, "label": _("Sign in again")}


def form_page(request: HttpRequest, usual: str) -> str:
    """Return the address of the page that a form or a part stands on, as far as it is one of ours."""
    referrer = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(
        referrer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    parts = urlsplit(referrer if ours else "")
    if not parts.netloc:
        return usual
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
