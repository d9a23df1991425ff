"""Text messages of a matter, as whoever brought it takes or stops them on its page."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_POST

from sanling.domain.matters.actions.agree_to_messages import agree_to_messages
from sanling.domain.matters.config import Told
from sanling.domain.matters.impartial import SHOWN
from sanling.domain.matters.messages import own_parties, told_of
from sanling.foundation.delivery import sms
from sanling.foundation.delivery.limits import Over, hit
from sanling.foundation.privacy.mask import mask_phone
from sanling.foundation.privacy.phone import is_mobile
from sanling.interfaces.components.responses import error_page
from sanling.interfaces.portal.matters.act import ACTS_AN_HOUR, HOUR
from sanling.interfaces.portal.matters.door import Door


@dataclass(frozen=True)
class Messages:
    """What the page says of them: to which phones, masked, how much, and whether they go out."""

    phones: tuple[str, ...]
    told: Told
    agreed: bool
    url: str


def messages_of(door: Door) -> Messages | None:
    """Return what is said of text messages, or none where there are none of such a matter, nor a phone for them."""
    if not sms.can_send():
        return None
    parties = [party for party in own_parties(door.actor).order_by("pk") if is_mobile(party.phone)]
    told = next((told for party in parties if (told := told_of(door.matter, party.role)) != "nothing"), None)
    if told is None:
        return None
    return Messages(
        phones=tuple(dict.fromkeys(mask_phone(party.phone) for party in parties)),
        told=told,
        agreed=any(party.agreed_to_messages_at for party in parties),
        url=door.url("messages"),
    )


@require_POST
def matter_messages(request: HttpRequest, door: Door) -> HttpResponse:
    """Keep whether messages are wanted."""
    if not door.actor.acts:
        return error_page(request, 403, message=str(SHOWN))
    # On a secret link the address is the authority, not a cookie (see `act`).
    answer = _answer if door.way == "link" else _answer_to_session
    return answer(request, door)


def _answer(request: HttpRequest, door: Door) -> HttpResponse:
    counted = hit(scope="portal.act", key=str(door.matter.pk), limit=ACTS_AN_HOUR, per=HOUR)
    if isinstance(counted, Over):
        return error_page(
            request, 429, message=_("Too much came from here in a short time. Please try later.")
        )
    agrees = request.POST.get("messages") == "on"
    agree_to_messages(actor=door.actor, city=door.matter.city, agrees=agrees)
    said = _("You get a text message at each step.") if agrees else _("No more text messages are sent.")
    messages.success(request, said)
    return redirect(door.url("matter"))


_answer_to_session = csrf_protect(_answer)
