"""A side's pages, opened by its link: who acts, how often, and each form once, however often it is sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sanling.domain.matters.errors import Invalid, NotAllowed, NotFound
from sanling.domain.matters.impartial import AT_WORK, works_on
from sanling.domain.mediation.access import SideActor, side_of_token
from sanling.domain.mediation.models import Side
from sanling.foundation.delivery.idempotency import KeyReused, fingerprint, once
from sanling.foundation.delivery.limits import Over, hit
from sanling.interfaces.components.refusals import put_errors
from sanling.interfaces.components.responses import error_page
from sanling.interfaces.portal.matters.act import ACTS_AN_HOUR, HOUR
from sanling.interfaces.portal.matters.door import TOKEN_LENGTHS


@dataclass(frozen=True)
class Open:
    """A side that was opened by its link, who acts by it, and the link's secret."""

    side: Side
    actor: SideActor
    token: str


def open_or_404(token: str) -> Open:
    """Return the side of a link. The address is the authority, as on the links of matters."""
    found = side_of_token(token) if len(token) in TOKEN_LENGTHS else None
    if found is None:
        raise Http404
    return Open(*found, token)


def at_work(request: HttpRequest, opened: Open) -> HttpResponse | None:
    """Return the answer to staff who work on the dispute: what a side says they write down at the desk, by name."""
    if request.user.pk is not None and works_on(request.user.pk, opened.side.matter):
        return error_page(request, 403, message=str(AT_WORK))
    return None


def refused(request: HttpRequest, opened: Open) -> HttpResponse | None:
    """Return the answer to who may not act by a link now: staff at work on the dispute, and too much in an hour."""
    if answer := at_work(request, opened):
        return answer
    counted = hit(scope="portal.side", key=str(opened.side.pk), limit=ACTS_AN_HOUR, per=HOUR)
    if isinstance(counted, Over):
        return error_page(
            request, 429, message=_("Too much came from here in a short time. Please try later.")
        )
    return None


def did_of_side(
    request: HttpRequest, opened: Open, what: str, form: forms.Form, act: Callable[[], object]
) -> bool:
    """Do what a side sent, as `did` does."""
    content = [what, {name: str(value) for name, value in form.cleaned_data.items()}]
    return did(request, form, act, scope=f"mediation.side:{opened.actor.side_id}", content=content)


def did(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[], object],
    *,
    scope: str,
    content: Sequence[object],
) -> bool:
    """Do it once, however often it is sent; tell whether it is done, with what is wrong put into the form."""
    key = request.POST.get("key", "")
    try:
        with once(scope=scope, key=key, fingerprint=fingerprint(content)) as sending:
            if sending.first():
                act()
                sending.keep({})
    except (NotAllowed, NotFound) as forbidden:
        form.add_error(None, getattr(forbidden, "reason", "") or _("This can't be done now."))
    except (KeyReused, ValueError):
        form.add_error(
            None, _("This page was sent already. Press the button again only if you want to send another.")
        )
    except Invalid as invalid:
        put_errors(form, invalid.errors)
    return not form.errors
