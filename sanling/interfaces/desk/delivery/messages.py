"""Messages that left the house, or should have: what they say, with an example, and those that were given up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django.views.decorators.http import require_GET, require_POST

from sanling.domain.people.access import Viewer
from sanling.foundation.cleaning import read_digits
from sanling.foundation.delivery.channels.every import CHANNELS
from sanling.foundation.delivery.config import Told, ToldParty
from sanling.foundation.delivery.texts import render as notice_text
from sanling.foundation.privacy.mask import mask_phone
from sanling.foundation.profile.registry import profile_for
from sanling.interfaces.components.door import door
from sanling.interfaces.components.items import Head, Listing
from sanling.interfaces.desk.listing import newest_first
from sanling.interfaces.desk.pages import administers
from sanling.processes.notices.actions.send_again import failed_of, send_again
from sanling.processes.notices.models import Outgoing
from sanling.processes.notices.outward import part_of
from sanling.processes.notices.residents import DONE

PAGE = 50
CHANNEL_NAMES = {
    "sms": gettext_lazy("Text message"),
    "wecom": gettext_lazy("WeCom"),
    "email": gettext_lazy("Mail"),
    "webhook": gettext_lazy("The city's hub"),
}
FAILED = Listing(
    heads=(
        Head(gettext_lazy("Pick all"), picks=True),
        Head(gettext_lazy("Notice")),
        Head(gettext_lazy("Channel")),
        Head(gettext_lazy("Recipient")),
        Head(gettext_lazy("Reason")),
        Head(gettext_lazy("Given up")),
    ),
    nothing=gettext_lazy("No message was given up"),
    what_to_do=gettext_lazy("What could not be sent after several tries stands here with the reason."),
    icon="send",
)


TEXTS = Listing(
    heads=tuple(
        Head(label)
        for label in (
            gettext_lazy("Notice"),
            gettext_lazy("Text"),
            gettext_lazy("Channel"),
            gettext_lazy("When"),
        )
    ),
    nothing=gettext_lazy("Nothing is told outside the desk"),
    what_to_do=gettext_lazy("The profile's delivery.toml names no notice."),
    icon="send",
)
RESIDENTS = replace(
    TEXTS,
    nothing=gettext_lazy("Residents are told nothing by message"),
    what_to_do=gettext_lazy("The profile's delivery.toml names nothing that they are told."),
)


@dataclass(frozen=True)
class FailedRow:
    """A message that was given up, as the list shows it: neither which matter nor the whole address."""

    row: Outgoing
    notice: str
    channel: str
    recipient: str


@dataclass(frozen=True)
class Example:
    """A text of the profile, filled in."""

    notice: str
    channels: str
    text: str
    urgent: bool
    bundled: bool


@require_GET
@door(administers)
def failed_messages(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """List what was given up within the viewer's reach, the latest first."""
    rows, page = newest_first(request, _with_recipients(failed_of(viewer)), PAGE)
    shown = [
        FailedRow(row, _notice(row.event), str(CHANNEL_NAMES.get(row.channel, row.channel)), _recipient(row))
        for row in rows
    ]
    return render(request, "desk/delivery/messages.html", {"shown": FAILED.holding(shown, page)})


@require_POST
@door(administers)
def send_messages_again(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Have the picked messages tried again."""
    picked = [key for raw in request.POST.getlist("pick")[:PAGE] if (key := read_digits(raw)) is not None]
    done = send_again(actor=viewer, keys=picked)
    told = ngettext("%(count)d message is sent again.", "%(count)d messages are sent again.", done)
    messages.success(request, told % {"count": done})
    return redirect("desk:messages")


@require_GET
@door(administers)
def message_texts(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Show what the profile has told outside the desk, each text filled with an example."""
    profile = profile_for(viewer.city)
    audience, residents = part_of(viewer.city).staff, part_of(viewer.city).residents
    numbers = [f"{profile.letters}-261122-0000{digit}-8" for digit in range(1, 5)]
    context = {
        "shown": TEXTS.holding([_example(told, numbers[0]) for told in audience.told]),
        "residents": RESIDENTS.holding([_example_to_party(told, numbers[0]) for told in residents.told]),
        "residents_quiet": residents.quiet,
        "together": audience.bundle(numbers),
        "quiet": audience.quiet,
        "bundles": audience.bundles,
        "channels": list(_channels([*audience.told, *residents.told])),
    }
    return render(request, "desk/delivery/texts.html", context)


def _example(told: Told, number: str) -> Example:
    channels = pgettext("between the items of a list", ", ").join(
        str(CHANNEL_NAMES[name]) for name in told.channels
    )
    return Example(_notice(told.event), channels, told.wording(number), told.urgent, told.bundled)


def _example_to_party(told: ToldParty, number: str) -> Example:
    stage = _("Settled") if told.event == DONE else _("Being handled")
    text = told.wording(number, stage)
    return Example(_notice(told.event), str(CHANNEL_NAMES["sms"]), text, told.urgent, told.bundled)


def _channels(all_told: Iterable[Told]) -> Iterator[tuple[str, bool]]:
    """Yield each channel that the profile names, and whether this installation has settings for it."""
    named = {name for told in all_told for name in told.channels}
    for name, channel in CHANNELS.items():
        if name in named:
            yield str(CHANNEL_NAMES[name]), channel.is_set_up()


def _with_recipients(found: QuerySet[Outgoing]) -> QuerySet[Outgoing]:
    return found.select_related("post__user", "post__unit")


def _notice(event: str) -> str:
    """Return a notice's sentence without the matter that it is about."""
    return notice_text(code=event, params={"number": "…", "title": "…"})


def _recipient(row: Outgoing) -> str:
    """Return to whom a message was; of a resident nothing: who brought what is not the administrators' to know."""
    if row.post is None:
        return _("A resident")
    address = _masked(getattr(row.post.user, CHANNELS[row.channel].addressed) or "")
    # Since it was given up an account may have lost its address.
    return f"{row.post.unit.name} · {address or _('no address')}"


def _masked(address: str) -> str:
    if address.startswith("+"):
        return mask_phone(address)
    name, at, host = address.partition("@")
    return f"{name[:1]}***{at}{host}" if address else ""
