"""Where a matter stands: plain words, who has it and their phone, what happens next and by when."""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sanling.domain.matters.allowing import offered as offered_in
from sanling.domain.matters.holders import place_of
from sanling.domain.matters.situation import Situations
from sanling.domain.matters.timeline import TimelineEvent, progress, timeline
from sanling.domain.workflow.schema import Action
from sanling.foundation import clock
from sanling.interfaces.components.items import AttachmentItem, TimelineItem
from sanling.interfaces.components.rooms import for_audience
from sanling.interfaces.portal.city import page
from sanling.interfaces.portal.matters.acts import offered, spent_words
from sanling.interfaces.portal.matters.door import Door, Section
from sanling.interfaces.portal.matters.messages import messages_of


@cache
def _ways() -> tuple[Callable[[Door], tuple[str, str] | None], ...]:
    """Return what rooms offer besides the acts of a matter: the `WAYS` of their `ways` modules for the portal."""
    return tuple(way for module in for_audience("portal", "ways") for way in module.WAYS)


@cache
def _sections() -> tuple[Callable[[Door], Section | None], ...]:
    """Return what rooms tell besides: the `SECTIONS` of the same modules."""
    return tuple(
        tell for module in for_audience("portal", "ways") for tell in getattr(module, "SECTIONS", ())
    )


@require_safe
def matter(request: HttpRequest, door: Door) -> HttpResponse:
    """Show one matter to whoever brought it."""
    found, stands = door.matter, progress(door.matter)
    now = {
        "matter": found,
        "progress": stands,
        "is_late": stands.expected_at is not None and stands.expected_at < clock.now(),
    }
    if not door.actor.acts:
        return page(request, "portal/matters/shown.html", now, profile=door.profile)
    told = timeline(door.actor, found)
    may = offered_in(door.actor, Situations([found]).of(found))
    context = now | {
        "kind": door.profile.part("matters").kind(found.kind),
        "place": place_of(found),
        "timeline": [_item(event, door) for event in reversed(told)],
        "acts": [_link(action, door) for action in offered(may.now)],
        "spent": spent_words(may.spent),
        "ways": [offer for way in _ways() if (offer := way(door))],
        "sections": [section for tell in _sections() if (section := tell(door))],
        "messages_told": messages_of(door),
        "receipt_url": door.url("receipt") if door.way == "link" else "",
    }
    return page(request, "portal/matters/matter.html", context, profile=door.profile)


def _link(action: Action, door: Door) -> tuple[Action, str]:
    return action, door.url("act", action.code)


def _item(told: TimelineEvent, door: Door) -> TimelineItem:
    """Draw an entry; what the party wrote, and everything long, stands as a paragraph of its own."""
    return TimelineItem(
        at=told.at,
        text=told.text,
        who=told.who,
        details=tuple((detail.label, detail.value) for detail in told.details),
        attachments=tuple(
            AttachmentItem(
                name=attachment.name,
                url=door.url("file", attachment.pk),
                thumbnail_url=f"{door.url('file', attachment.pk)}?small=1"
                if attachment.file.thumbnail
                else "",
            )
            for attachment in told.attachments
        ),
        anchor=f"entry-{told.entry_id}",
    )
