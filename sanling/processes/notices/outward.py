"""Notices that leave the house: queued with the notices of the desk, worded when they are due.

What is due of one post by one channel goes out as one message. Each is judged once more: nobody is told what the
profile no longer says, or of a matter that they may not open by then.
"""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils import translation

from sanling.domain.matters.models import Entry
from sanling.domain.matters.telling import who_may_open
from sanling.domain.people.models import Post
from sanling.foundation import clock
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.delivery.channels.base import Message
from sanling.foundation.delivery.channels.every import CHANNELS
from sanling.foundation.delivery.config import PART, DeliveryPart
from sanling.foundation.profile.registry import profile_for
from sanling.processes.notices.models import Outgoing


def tell_outside(told: Iterable[tuple[int, Entry, str]]) -> int:
    """Queue what posts are told outside the desk of entries, in the caller's transaction; return how many messages.

    What came about in a batch is told on the desk alone.
    """
    open_channels = _open_channels()
    wanted = [
        (post, entry, rule)
        for post, entry, code in told
        if open_channels
        and entry.batch is None
        and (rule := part_of(entry.matter.division_id).staff.of_event(code))
    ]
    if not wanted:
        return 0
    bundling = set(
        Post.objects.filter(pk__in={post for post, *_more in wanted}, user__bundled=True).values_list(
            "pk", flat=True
        )
    )
    now = clock.now()
    rows = [
        Outgoing(
            city=entry.matter.city,
            matter_id=entry.matter_id,
            post_id=post,
            entry_id=entry.pk,
            event=rule.event,
            channel=channel,
            created_at=now,
            due_at=part_of(entry.matter.division_id).staff.due(rule, now, bundled=post in bundling),
        )
        for post, entry, rule in wanted
        for channel in rule.channels
        if channel in open_channels
    ]
    return len(insert_many(Outgoing, rows))


def is_told_outside() -> bool:
    """Tell whether any message can leave the house."""
    return bool(_open_channels())


def _open_channels() -> set[str]:
    return {name for name, channel in CHANNELS.items() if channel.is_set_up()}


def message_of(rows: Sequence[Outgoing]) -> Message | None:
    """Return the one message for what is due of one post by one channel, or none where nothing may be told now.

    Expects ``matter`` and ``post__user`` joined.
    """
    post, channel = rows[0].post, rows[0].channel
    if post is None:
        raise ValueError("The message is to a party.")
    address = getattr(post.user, CHANNELS[channel].addressed)
    may = who_may_open((post.pk, row.matter) for row in rows)
    told = {
        row.matter.number: rule
        for row in rows
        if (post.pk, row.matter_id) in may
        and (rule := part_of(row.matter.division_id).staff.of_event(row.event))
        and channel in rule.channels
    }
    if not told or not address:
        return None
    key = f"m{max(row.pk for row in rows)}"
    with translation.override(post.user.language):
        if len(told) == 1:
            ((number, rule),) = told.items()
            link = f"{settings.PUBLIC_URL}/desk/matters/{number}/"
            return Message(key=key, address=address, text=rule.wording(number), link=link)
        text = part_of(post.unit.city).staff.bundle(list(told))
        return Message(key=key, address=address, text=text, link=f"{settings.PUBLIC_URL}/desk/")


def part_of(division: str) -> DeliveryPart:
    """Return what a city's profile says of messages."""
    part: DeliveryPart = profile_for(division).part(PART)
    return part
