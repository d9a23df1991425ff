"""Webhooks: who leads a unit, or administers its tokens, sees which systems are told of its matters, and stops them."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from sanling.domain.people.access import Viewer
from sanling.domain.people.config import role_rules
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.listing import newest_first
from sanling.interfaces.desk.pages import keeps_webhooks
from sanling.processes.webhooks.actions.unsubscribe import unsubscribe
from sanling.processes.webhooks.models import Subscription
from sanling.processes.webhooks.queries import kept_by, led_units, with_last_delivery

PAGE = 50
WEBHOOKS = Listing(
    heads=(
        Head(pgettext_lazy("webhook", "Address")),
        Head(gettext_lazy("Events")),
        Head(gettext_lazy("Made with the token")),
        Head(gettext_lazy("Last delivery")),
        Head(pgettext_lazy("deliveries", "Waiting")),
        Head(pgettext_lazy("webhook", "Stop"), hidden=True),
    ),
    nothing=gettext_lazy("No webhooks"),
    what_to_do=gettext_lazy("No other system is told of these units’ matters."),
    icon="send",
)


@dataclass(frozen=True)
class WebhookRow:
    """One webhook as the viewer may read it."""

    subscription: Subscription
    address: str
    role: str


@require_safe
@door(keeps_webhooks)
def webhooks(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List the webhooks in force, the newest first: where they go, by which token, and whether they arrive."""
    rows, page = newest_first(request, with_last_delivery(kept_by(viewer)), PAGE)
    return render(
        request, "desk/webhooks/webhooks.html", {"shown": WEBHOOKS.holding(_rows(viewer, rows), page)}
    )


@require_POST
@door(keeps_webhooks)
def end_webhook(request: HttpRequest, viewer: Viewer, webhook_id: int) -> HttpResponse:
    """Stop a webhook at once; what waits for it is dropped."""
    found = kept_by(viewer).filter(pk=webhook_id).first() if webhook_id < 2**63 else None
    if found is None:
        raise Http404
    unsubscribe(actor=viewer, subscription_id=found.pk)
    messages.success(request, _("The webhook is stopped. What waited for it is dropped."))
    return redirect("desk:webhooks")


def _rows(viewer: Viewer, found: Sequence[Subscription]) -> list[WebhookRow]:
    led = led_units(viewer)
    return [
        WebhookRow(
            subscription=subscription,
            address=subscription.url if subscription.unit_id in led else _server(subscription.url),
            role=str(role_rules(viewer.city, subscription.token.post.role).name)
            if subscription.token
            else "",
        )
        for subscription in found
    ]


def _server(url: str) -> str:
    """Return an address without what follows the server's name, in which receivers keep their keys."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/…"
