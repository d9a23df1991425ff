"""Whoever asked says whether question and answer may be published, and reads what is."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

from sanling.domain.consulting.access import agreed, answers_of, is_question, may_agree
from sanling.domain.consulting.actions.agree_to_publication import agree_to_publication
from sanling.domain.matters.impartial import SHOWN
from sanling.foundation.delivery.limits import Over, hit
from sanling.interfaces.components.responses import error_page
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.matters.act import ACTS_AN_HOUR, HOUR
from sanling.interfaces.portal.matters.door import Door


@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: HttpRequest, door: Door) -> HttpResponse:
    """Ask whether it may be published, and take the answer, as often as it changes."""
    if not is_question(door.matter):
        raise Http404
    if not door.actor.acts:
        return error_page(request, 403, message=str(SHOWN))
    if not may_agree(door.actor, door.matter):
        raise Http404
    if request.method == "POST":
        # On a secret link the address is the authority, not a cookie (see `act`).
        return _take(request, door) if door.way == "link" else _take_by_session(request, door)
    standing = answers_of(door.actor, door.matter)
    context = {
        "matter": door.matter,
        "matter_url": door.url("matter"),
        "agreed": agreed(door.matter),
        "answers": [row for row in standing if row.stands],
    }
    return page(request, "portal/consulting/publication.html", context, profile=door.profile)


def _take(request: HttpRequest, door: Door) -> HttpResponse:
    counted = hit(scope="portal.act", key=str(door.matter.pk), limit=ACTS_AN_HOUR, per=HOUR)
    if isinstance(counted, Over):
        text = _("Too much came from here in a short time. Please try later.")
        return error_page(request, 429, message=text)
    said = request.POST.get("agrees")
    if said not in ("yes", "no"):
        raise PermissionDenied
    agree_to_publication(actor=door.actor, matter_id=door.matter.pk, agrees=said == "yes")
    messages.success(
        request,
        _("Thank you. It is published once two of us have looked that nobody can be told by it.")
        if said == "yes"
        else _("It is not published, and what was is withdrawn."),
    )
    return redirect(door.url("publication"))


_take_by_session = csrf_protect(_take)
